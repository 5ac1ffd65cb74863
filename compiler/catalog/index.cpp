// Indexes, and the constraints that stand on one: one query tells them all. Behind a constraint the index has no life
// of its own, so that both addresses are the constraint's.
#include "catalog/deferral.hpp"
#include "catalog/index_keys.hpp"
#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

struct IndexRow {
  Oid oid = 0;
  model::Index index;
  char constraint_type = '\0';  ///< pg_constraint.contype: p, u, x; 0: no constraint.
  Oid constraint = 0;
  std::string constraint_name;
  model::Deferral deferral{};
  std::vector<std::string> operators;
};

IndexRow read_row(Fields fields, const Draft& draft) {
  IndexRow row;
  row.oid = fields.oid();
  row.index.table = draft.relation_names.at(fields.oid());
  row.index.name = fields.text();
  row.index.method = fields.text();
  row.constraint_type = fields.letter();
  row.constraint = fields.oid_or_zero();
  if (row.constraint != 0) {
    row.constraint_name = fields.text();
    row.deferral = read_deferral(fields);
  } else {
    fields.skip(3);
  }
  row.index.unique = fields.flag();
  row.index.nulls_not_distinct = fields.flag();
  row.index.predicate = fields.printed_or_null();
  row.index.storage_parameters = fields.options();
  row.index.invalid = fields.flag();
  row.index.tablespace = fields.text_or_null();
  if (auto parent_namespace = fields.text_or_null()) {
    row.index.partition_of = model::QualifiedName{std::move(*parent_namespace), fields.text()};
  } else {
    fields.skip();
  }
  row.index.statistics = fields.options();
  row.operators = fields.list();
  row.index.comment = fields.text_or_null();
  return row;
}

model::PrimaryKey primary_key_of(IndexRow row, IndexColumns columns) {
  return {.table = std::move(row.index.table),
          .name = std::move(row.constraint_name),
          .columns = columns.key_columns(),
          .include = std::move(columns.include),
          .deferral = row.deferral,
          .storage_parameters = std::move(row.index.storage_parameters),
          .partition_of = std::move(row.index.partition_of),
          .comment = std::move(row.index.comment)};
}

model::Unique unique_of(IndexRow row, IndexColumns columns) {
  return {.table = std::move(row.index.table),
          .name = std::move(row.constraint_name),
          .columns = columns.key_columns(),
          .include = std::move(columns.include),
          .nulls_not_distinct = row.index.nulls_not_distinct,
          .deferral = row.deferral,
          .storage_parameters = std::move(row.index.storage_parameters),
          .partition_of = std::move(row.index.partition_of),
          .comment = std::move(row.index.comment)};
}

model::Exclusion exclusion_of(IndexRow row, IndexColumns columns) {
  model::Exclusion exclusion;
  exclusion.table = std::move(row.index.table);
  exclusion.name = std::move(row.constraint_name);
  exclusion.method = std::move(row.index.method);
  for (std::size_t i = 0; i < columns.keys.size(); ++i) {
    exclusion.elements.push_back({std::move(columns.keys[i]), std::move(row.operators.at(i))});
  }
  exclusion.include = std::move(columns.include);
  exclusion.predicate = std::move(row.index.predicate);
  exclusion.deferral = row.deferral;
  exclusion.storage_parameters = std::move(row.index.storage_parameters);
  exclusion.comment = std::move(row.index.comment);
  return exclusion;
}

model::Index index_of(IndexRow row, IndexColumns columns) {
  model::Index index = std::move(row.index);
  index.keys = std::move(columns.keys);
  index.include = std::move(columns.include);
  return index;
}

template <class K>
void put_constraint(Draft& draft, Oid index, Oid constraint, K object) {
  draft.addresses.emplace(Address{kPgClass, index}, object.id());
  draft.put(kPgConstraint, constraint, std::move(object));
}

}  // namespace

void read_indexes(Source& source, Draft& draft) {
  auto columns = read_index_keys(source, draft);
  const auto rows = source.rows(queries::kIndexes, {draft.relations.text()});
  for (const runtime::TextRow fields : rows) {
    IndexRow row = read_row(fields, draft);
    IndexColumns keys = std::move(columns.at(row.oid));
    const Oid oid = row.oid;
    const Oid constraint = row.constraint;
    switch (row.constraint_type) {
      case 'p':
        put_constraint(draft, oid, constraint, primary_key_of(std::move(row), std::move(keys)));
        break;
      case 'u':
        put_constraint(draft, oid, constraint, unique_of(std::move(row), std::move(keys)));
        break;
      case 'x':
        put_constraint(draft, oid, constraint, exclusion_of(std::move(row), std::move(keys)));
        break;
      default:
        draft.put(kPgClass, oid, index_of(std::move(row), std::move(keys)));
    }
  }
}

}  // namespace schemac::catalog
