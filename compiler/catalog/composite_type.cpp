// Composite types. Each has a number among types and one among relations, under which its attributes stand.
#include <map>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

struct Numbered {
  Oid type = 0;
  model::CompositeType composite;
};
using TypesByRelation = std::map<Oid, Numbered>;

TypesByRelation read_without_attributes(Source& source, const Draft& draft) {
  TypesByRelation types;
  const auto rows = source.rows(queries::kCompositeTypes, {draft.namespaces.text()});
  for (Fields fields : rows) {
    Numbered type{fields.oid(), {}};
    const Oid relation = fields.oid();
    type.composite.name = fields.qualified_name();
    type.composite.comment = fields.text_or_null();
    types.emplace(relation, std::move(type));
  }
  return types;
}

}  // namespace

void read_composite_types(Source& source, Draft& draft) {
  TypesByRelation types = read_without_attributes(source, draft);
  OidArray relations;
  for (const auto& [relation, type] : types) relations.add(relation);
  const auto rows = source.rows(queries::kAttributes, {relations.text()});
  for (Fields fields : rows) {
    const Oid relation = fields.oid();
    const auto number = static_cast<std::int32_t>(fields.integer());
    model::CompositeType& composite = types.at(relation).composite;
    composite.attributes.push_back({.name = fields.text(),
                                    .type = fields.text(),
                                    .collation = fields.text_or_null(),
                                    .comment = fields.text_or_null()});
    draft.addresses.emplace(Address{kPgClass, relation, number}, composite.id());
  }
  for (auto& [relation, type] : types) {
    draft.addresses.emplace(Address{kPgClass, relation}, type.composite.id());
    draft.put(kPgType, type.type, std::move(type.composite));
  }
}

}  // namespace schemac::catalog
