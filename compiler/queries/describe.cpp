#include "queries/describe.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>

#include <fmt/format.h>

#include "queries/given_columns.hpp"
#include "queries/marks.hpp"
#include "queries/query_place.hpp"
#include "queries/trial.hpp"
#include "queries/type_names.hpp"
#include "schemac/runtime/description.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/quote.hpp"

namespace schemac::queries {
namespace {

using runtime::StatementDescription;

// Every relation that has rows has a type of its name.
constexpr const char* kElsewhere = R"sql(
SELECT n.nspname, t.typname
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typname = $1 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY 1
LIMIT 1
)sql";

class Describer {
 public:
  Describer(runtime::Connection& database, Diagnostics& diagnostics)
      : database_(database), types_(database), relations_(database), diagnostics_(diagnostics) {}

  void describe(model::Query& query) {
    try {
      fill_in(query, database_.describe_unchecked_sql(query.sql));
      if (const std::string trial = trial_of(query.sql); !trial.empty()) try_out(trial, database_);
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error& error) {
      refuse(query, error);
      return;
    }
    check_command(query);
    check_elements(query);
    override_nullability(query);
  }

 private:
  void fill_in(model::Query& query, const StatementDescription& description) {
    for (std::size_t i = 0; i < std::min(query.parameters.size(), description.parameters.size()); ++i)
      query.parameters[i].type = types_.of(description.parameters[i]);
    query.columns.clear();
    for (const StatementDescription::Column& column : description.columns)
      query.columns.push_back({column.name, true, types_.of(column.type)});
    std::set<std::size_t> nullable;
    for (std::size_t i = 0; i < query.parameters.size(); ++i)
      if (query.parameters[i].nullable) nullable.insert(i + 1);
    if (const auto given = given_columns(query.sql, nullable, relations_)) take_nullability(*given, query);
  }

  /// Where the text was read otherwise than the server reads it, nothing is taken from it.
  void take_nullability(const GivenColumns& given, model::Query& query) {
    const auto is_same = [](const GivenColumn& one, const model::QueryColumn& other) {
      return one.name.empty() || one.name == other.name;
    };
    if (!std::equal(given.begin(), given.end(), query.columns.begin(), query.columns.end(), is_same)) return;
    for (std::size_t i = 0; i < given.size(); ++i) {
      query.columns[i].nullable = !given[i].not_null;
      if (model::gives_rows(query.command) && !given[i].gathered.empty()) warn_of_elements(query, i, given[i].gathered);
    }
  }

  void warn_of_elements(const model::Query& query, std::size_t index, const std::string& gathered) {
    const std::string& name = query.columns[index].name;
    const bool is_said = std::any_of(query.overrides.begin(), query.overrides.end(),
                                     [&](const auto& each) { return each.of_elements && each.column == name; });
    if (is_said || !query.columns[index].type.array) return;
    const bool is_placed = query.target_places.size() == query.columns.size();
    diagnostics_
        .warning(Code::bad_query, is_placed ? query.target_places[index] : query.written_place,
                 fmt::format("an element of `{}` may be NULL, which it cannot be in C++", name))
        .hint =
        fmt::format("say below the name `-- nullable elements: {}`, or leave NULL out: `FILTER (WHERE {} IS NOT NULL)`",
                    name, gathered);
  }

  void refuse(const model::Query& query, const runtime::Error& error) {
    constexpr std::string_view kSyntax = "42601", kIndeterminate = "42P18";
    if (error.sqlstate() == kIndeterminate)
      if (const model::QueryParameter* const parameter = parameter_of(query, error.message()))
        return refuse_parameter(query, *parameter);
    Diagnostic& diagnostic = diagnostics_.error(error.sqlstate() == kSyntax ? Code::sql_syntax : Code::sql_rejected,
                                                place_of_character(query, error.position()), error.message());
    if (!error.detail().empty()) diagnostic.notes.push_back({diagnostic.place, error.detail()});
    diagnostic.hint = error.hint().empty() ? hint_at_schema(error) : error.hint();
  }

  /// Where the name that is not found is one of another schema.
  std::string hint_at_schema(const runtime::Error& error) {
    constexpr std::string_view kNoTable = "42P01", kNoType = "42704";
    const std::string& message = error.message();
    const std::size_t begin = message.find('"'), end = message.rfind('"');
    if ((error.sqlstate() != kNoTable && error.sqlstate() != kNoType) || begin == end) return {};
    const auto rows = database_.query_unchecked_sql(kElsewhere, {message.substr(begin + 1, end - begin - 1)});
    if (rows.empty()) return {};
    return fmt::format("there is `{}`: a name without a schema is looked for in `public` while code is generated",
                       sql::qualified({std::string(rows[0].text(0)), std::string(rows[0].text(1))}));
  }

  /// The one whose `$1` the message names; the server does not say a place.
  static const model::QueryParameter* parameter_of(const model::Query& query, const std::string& message) {
    const std::size_t at = message.find('$');
    std::size_t number = 0;
    if (at != std::string::npos) std::from_chars(message.data() + at + 1, message.data() + message.size(), number);
    return number == 0 || number > query.parameters.size() ? nullptr : &query.parameters[number - 1];
  }

  void refuse_parameter(const model::Query& query, const model::QueryParameter& parameter) {
    const auto index = static_cast<std::size_t>(&parameter - query.parameters.data());
    const auto first = std::find_if(query.placeholders.begin(), query.placeholders.end(),
                                    [&](const auto& each) { return each.parameter == index; });
    const std::string spelled = queries::spelled(query, *first);
    diagnostics_
        .error(Code::undetermined_parameter, parameter.place,
               fmt::format("PostgreSQL cannot tell the type of `{}` from where it stands", spelled))
        .hint = fmt::format("say it with a cast, as in `{}::text`", spelled);
  }

  void check_command(const model::Query& query) {
    if (!model::gives_rows(query.command) || !query.columns.empty()) return;
    diagnostics_.error(Code::bad_query, query.place, fmt::format("query `{}` asks for rows and gives none", query.name))
        .hint = "add RETURNING to the statement, or make it `:exec` or `:execrows`";
  }

  void check_elements(const model::Query& query) {
    for (const model::QueryParameter& each : query.parameters)
      if (each.nullable_elements && !each.type.array)
        diagnostics_.error(Code::bad_query, each.place, fmt::format("parameter `{}` is no array", each.name)).hint =
            "`-- nullable elements:` is said of arrays";
  }

  void override_nullability(model::Query& query) {
    for (const model::QueryOverride& each : query.overrides) {
      const auto column = std::find_if(query.columns.begin(), query.columns.end(),
                                       [&](const model::QueryColumn& one) { return one.name == each.column; });
      if (!each.meant.empty()) {
        if (column != query.columns.end()) refuse_mistake(query, each.place, each.meant, diagnostics_);
      } else if (column == query.columns.end()) {
        diagnostics_
            .error(Code::bad_query, each.place,
                   fmt::format("the result of query `{}` has no column `{}`", query.name, each.column))
            .hint = "a parameter stands with its colon: `-- nullable: :name`";
      } else if (each.of_elements && !column->type.array) {
        diagnostics_.error(Code::bad_query, each.place, fmt::format("column `{}` is no array", each.column)).hint =
            "`-- nullable elements:` is said of arrays";
      } else {
        (each.of_elements ? column->nullable_elements : column->nullable) = each.nullable;
      }
    }
  }

  runtime::Connection& database_;
  TypeNames types_;
  Relations relations_;
  Diagnostics& diagnostics_;
};

}  // namespace

void describe(std::vector<model::QueryFile>& files, runtime::Connection& database, Diagnostics& diagnostics) {
  database.execute_unchecked_sql("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
  Describer describer(database, diagnostics);
  for (model::QueryFile& file : files)
    for (model::Query& query : file.queries) describer.describe(query);
}

}  // namespace schemac::queries
