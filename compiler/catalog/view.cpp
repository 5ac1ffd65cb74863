// Views and materialized views, with their columns. Their definitions are PostgreSQL's own print of them.
#include <string_view>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "catalog/stored_column.hpp"

namespace schemac::catalog {
namespace {

/// pg_get_viewdef indents the first line and ends the statement.
std::string definition_in(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \n");
  const std::size_t last = text.find_last_not_of("; \n");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, last + 1 - begin));
}

struct Views {
  std::map<Oid, model::View> views;
  std::map<Oid, model::MaterializedView> stored;

  [[nodiscard]] std::vector<model::ViewColumn>& columns_of(Oid oid) {
    const auto view = views.find(oid);
    return view == views.end() ? stored.at(oid).columns : view->second.columns;
  }
};

void add_view(Fields fields, const Oid oid, Views& views) {
  model::View view;
  view.name = fields.qualified_name();
  view.definition = definition_in(fields.printed());
  view.options = fields.options();
  fields.skip(5);
  view.comment = fields.text_or_null();
  views.views.emplace(oid, std::move(view));
}

void add_stored(Fields fields, const Oid oid, Views& views) {
  model::MaterializedView view;
  view.name = fields.qualified_name();
  view.definition = definition_in(fields.printed());
  view.storage_parameters = fields.options();
  for (const auto& [name, value] : fields.options()) view.storage_parameters["toast." + name] = value;
  view.access_method = fields.text_or_null();
  view.tablespace = fields.text_or_null();
  view.cluster_on = fields.text_or_null();
  view.populated = fields.flag();
  view.comment = fields.text_or_null();
  views.stored.emplace(oid, std::move(view));
}

model::ViewColumn column_of(Fields& fields) {
  model::ViewColumn column;
  column.name = fields.text();
  column.type = fields.text();
  column.collation = fields.text_or_null();
  column.default_expression = fields.printed_or_null();
  column.comment = fields.text_or_null();
  column.statistics = fields.integer_or_null();
  column.storage = storage_word(fields.letter());
  column.compression = compression_word(fields.letter());
  column.options = fields.options();
  return column;
}

}  // namespace

void read_views(Source& source, Draft& draft) {
  Views views;
  OidArray oids;
  const auto rows = source.rows(queries::kViews, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    const bool stored = fields.letter() == 'm';
    oids.add(oid);
    draft.relations.add(oid);
    if (stored) {
      add_stored(fields, oid, views);
    } else {
      add_view(fields, oid, views);
    }
    draft.relation_names.emplace(oid, stored ? views.stored.at(oid).name : views.views.at(oid).name);
  }
  const auto columns = source.rows(queries::kViewColumns, {oids.text()});
  for (Fields fields : columns) {
    const Oid oid = fields.oid();
    const auto number = static_cast<std::int32_t>(fields.integer());
    auto& known = views.columns_of(oid);
    known.push_back(column_of(fields));
    draft.addresses.emplace(Address{kPgClass, oid, number},
                            model::column_id(draft.relation_names.at(oid), known.back().name));
  }
  for (auto& [oid, view] : views.views) draft.put(kPgClass, oid, std::move(view));
  for (auto& [oid, view] : views.stored) draft.put(kPgClass, oid, std::move(view));
}

}  // namespace schemac::catalog
