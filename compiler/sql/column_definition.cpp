#include "sql/column_definition.hpp"

#include "plan/casts.hpp"
#include "sql/clauses.hpp"
#include "sql/parse.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

// There is no SET STORAGE DEFAULT before PostgreSQL 16. The types of variable length are EXTENDED, but for these.
// https://www.postgresql.org/docs/15/storage-toast.html
std::string usual_storage(const std::string& type) {
  const std::string base = plan::element_type(type);
  if (plan::is_array(type)) return "EXTENDED";
  if (base == "numeric" || base == "inet" || base == "cidr") return "MAIN";
  if (base == "tsquery") return "PLAIN";
  return "EXTENDED";
}

}  // namespace

std::string default_clause(const std::string& expression) {
  return "DEFAULT " + (stands_after_default(expression) ? expression : parenthesized(expression));
}

std::string identity_clause(const model::Identity& identity, const std::string& type) {
  const auto options = sequence_options(identity.sequence, type);
  return joined({"GENERATED", identity.always ? "ALWAYS" : "BY DEFAULT", "AS IDENTITY",
                 options.empty() ? "" : "(" + joined(options, " ") + ")"},
                " ");
}

std::string column_options(const model::Column& column) {
  return joined(
      {column.not_null ? "NOT NULL" : "", column.default_expression ? default_clause(*column.default_expression) : "",
       column.identity ? identity_clause(*column.identity, column.type) : "",
       column.generated_expression ? "GENERATED ALWAYS AS " + parenthesized(*column.generated_expression) + " STORED"
                                   : ""},
      " ");
}

std::string column_definition(const model::Column& column) {
  return joined({column.type, column.collation ? "COLLATE " + *column.collation : "", column_options(column)}, " ");
}

model::Column without_settings(model::Column column) {
  column.storage.reset();
  column.compression.reset();
  column.statistics.reset();
  column.options.clear();
  return column;
}

std::vector<std::string> column_settings(const model::Column& before, const model::Column& column) {
  std::vector<std::string> commands;
  const std::string alter = "ALTER COLUMN " + identifier(column.name) + " SET ";
  // A change of type puts storage and compression back to the type's own.
  const bool retyped = before.type != column.type || before.collation != column.collation;
  const auto former_storage = retyped ? std::nullopt : before.storage;
  const auto former_compression = retyped ? std::nullopt : before.compression;
  if (former_storage != column.storage)
    commands.push_back(alter + "STORAGE " + column.storage.value_or(usual_storage(column.type)));
  if (former_compression != column.compression)
    commands.push_back(alter + "COMPRESSION " + column.compression.value_or("DEFAULT"));
  if (before.statistics != column.statistics)
    commands.push_back(alter + "STATISTICS " + std::to_string(column.statistics.value_or(-1)));
  for (const std::string& command : storage_parameter_commands(before.options, column.options))
    commands.push_back("ALTER COLUMN " + identifier(column.name) + " " + command);
  return commands;
}

}  // namespace schemac::sql
