#include "elaborate/refusals.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "elaborate/missing_extension.hpp"
#include "elaborate/run.hpp"
#include "model/routine_name.hpp"
#include "sql/inspect.hpp"
#include "sql/quote.hpp"
#include "support/text_place.hpp"

namespace schemac::elaborate {
namespace {

/// What a statement would have made, under the names by which a message calls it.
std::set<std::string> names_made(const Refusal& refusal) {
  std::set<std::string> names;
  const auto add = [&](const model::ObjectId& id) {
    const std::string name = model::without_arguments(id.name);
    names.insert(name);
    if (!id.schema.empty()) names.insert(id.schema + "." + name);
  };
  if (refusal.object) {
    add(*refusal.object);
  } else {
    for (const sql::DeclaredName& name : sql::declared_names(refusal.statement.text))
      if (name.id.table.empty()) add(name.id);
  }
  return names;
}

/// `relation "app.films" does not exist`, `function app.f(integer) does not exist`: what is between `words` and the end
/// of the name.
std::string missing_name(const runtime::Error& error) {
  const std::string& message = error.message();
  const std::size_t quote = message.find('"');
  if (quote != std::string::npos) return message.substr(quote + 1, message.find('"', quote + 1) - quote - 1);
  constexpr std::string_view kFunction = "function ";
  if (!message.starts_with(kFunction)) return {};
  return message.substr(kFunction.size(), message.find('(') - kFunction.size());
}

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

/// For each refusal the other one that would have made what it misses.
std::vector<std::size_t> causes(const std::vector<Refusal>& refusals) {
  std::vector<std::set<std::string>> made;
  for (const Refusal& refusal : refusals) made.push_back(names_made(refusal));
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    const std::string missing = is_undefined(refusals[i].error) ? missing_name(refusals[i].error) : "";
    const auto maker = std::find_if(made.begin(), made.end(),
                                    [&](const std::set<std::string>& names) { return names.contains(missing); });
    const auto index = static_cast<std::size_t>(maker - made.begin());
    found.push_back(maker == made.end() || index == i ? kNobody : index);
  }
  return found;
}

/// Those of a circle that `i` leads into, in the order of need.
std::vector<std::size_t> circle_from(std::size_t i, const std::vector<std::size_t>& cause) {
  std::set<std::size_t> met;
  while (met.insert(i).second) i = cause[i];
  std::vector<std::size_t> circle{i};
  for (std::size_t next = cause[i]; next != i; next = cause[next]) circle.push_back(next);
  return circle;
}

Place where(const Refusal& refusal) {
  return refusal.object ? refusal.place : place_of(refusal.statement, refusal.error.position());
}

/// The server says that a generation expression is not immutable, and not whose.
/// https://www.postgresql.org/docs/15/ddl-generated-columns.html
bool is_changeable_expression(const Refusal& refusal) {
  constexpr std::string_view kInvalidObjectDefinition = "42P17";
  return refusal.error.sqlstate() == kInvalidObjectDefinition && refusal.error.position() <= 0;
}

/// The only generated column of a table; null: there are none or several.
const model::Column* only_generated(const model::Table& table) {
  const auto is_generated = [](const model::Column& column) { return column.generated_expression.has_value(); };
  const auto found = std::find_if(table.columns.begin(), table.columns.end(), is_generated);
  if (found == table.columns.end()) return nullptr;
  return std::find_if(found + 1, table.columns.end(), is_generated) == table.columns.end() ? &*found : nullptr;
}

/// The column of a table of the headers that a refusal is about: the one whose line the server points to (each begins
/// one, as schemac writes tables), or else the one that its message names.
const model::Column* column_of(const Refusal& refusal, const model::Declared& declared) {
  if (!refusal.object || refusal.object->kind != model::Kind::table) return nullptr;
  const model::Table* const table = declared.schema.tables.find(*refusal.object);
  if (table == nullptr) return nullptr;
  if (is_changeable_expression(refusal)) return only_generated(*table);
  if (refusal.error.position() <= 0) {
    const std::string& message = refusal.error.message();
    for (const model::Column& column : table->columns)
      if (message.find(fmt::format("column \"{}\" ", column.name)) != std::string::npos) return &column;
    return nullptr;
  }
  const std::string& text = refusal.statement.text;
  const std::size_t at = offset_of_character(text, refusal.error.position());
  const model::Column* found = nullptr;
  std::size_t line = 0;
  for (const model::Column& column : table->columns) {
    line = text.find("\n    " + sql::identifier(column.name) + " ", line);
    if (line == std::string::npos || line >= at) break;
    found = &column;
    ++line;
  }
  return found;
}

/// What it is about, and where that is.
std::pair<std::string, Place> subject_of(const Refusal& refusal, const model::Declared& declared) {
  if (!refusal.object) return {"", where(refusal)};
  if (const model::Column* const column = column_of(refusal, declared)) {
    const model::ObjectId id = model::column_id(declared.schema.tables.find(*refusal.object)->name, column->name);
    if (const auto place = declared.places.find(id); place != declared.places.end())
      return {model::describe(id) + ": ", place->second};
  }
  return {model::describe(*refusal.object) + ": ", refusal.place};
}

void report_circle(const std::vector<std::size_t>& circle, const std::vector<Refusal>& refusals,
                   Diagnostics& diagnostics) {
  const Refusal& first = refusals[*std::min_element(circle.begin(), circle.end())];
  Diagnostic& diagnostic =
      diagnostics.error(Code::sql_rejected, first.place, "objects need each other: none of them can be made first");
  for (const std::size_t i : circle)
    diagnostic.notes.push_back(
        {refusals[i].place, fmt::format("this one needs `{}`", missing_name(refusals[i].error))});
  diagnostic.hint = "let one of them do without the other";
}

/// What a refusal is mended by, where the server does not say. What a newer server wrote may be more than an older one
/// understands.
std::string hint_of(const Refusal& refusal, const model::Declared& declared, int server_version) {
  const auto dump = declared.dumps.find(refusal.place.file);
  const int major = server_version / 10000;
  if (is_changeable_expression(refusal))
    return "it may use only what gives the same result for the same row at all times: not now(), and nothing that "
           "depends on a setting such as the time zone";
  if (dump == declared.dumps.end() || dump->second <= major) return refusal.error.hint();
  return fmt::format(
      "the file was dumped from PostgreSQL {}, and the server that reads it is {}: `[server] binaries` in schemac.toml "
      "or `--server URL` names one of that major",
      dump->second, major);
}

void report_one(const Refusal& refusal, const model::Declared& declared, int server_version, Diagnostics& diagnostics) {
  if (const std::optional<std::string> name = missing_extension(refusal.statement.text, refusal.error)) {
    diagnostics
        .error(Code::missing_extension, refusal.place,
               fmt::format("extension `{}` is not installed for the server", *name))
        .hint = where_to_get(*name, server_version);
    return;
  }
  const auto [subject, place] = subject_of(refusal, declared);
  Diagnostic& diagnostic = diagnostics.error(Code::sql_rejected, place, subject + refusal.error.message());
  if (!refusal.error.detail().empty()) diagnostic.notes.push_back({place, refusal.error.detail()});
  diagnostic.hint = hint_of(refusal, declared, server_version);
}

}  // namespace

bool is_undefined(const runtime::Error& error) {
  constexpr std::string_view kStates[] = {"42P01", "42703", "42883", "42704", "3F000"};
  return std::find(std::begin(kStates), std::end(kStates), error.sqlstate()) != std::end(kStates);
}

bool may_come_later(const runtime::Error& error) {
  // invalid_foreign_key, cannot_coerce, datatype_mismatch, object_not_in_prerequisite_state
  constexpr std::string_view kStates[] = {"42830", "42846", "42804", "55000"};
  return is_undefined(error) ||
         std::find(std::begin(kStates), std::end(kStates), error.sqlstate()) != std::end(kStates);
}

void report(const std::vector<Refusal>& refusals, const model::Declared& declared, int server_version,
            Diagnostics& diagnostics) {
  const std::vector<std::size_t> cause = causes(refusals);
  std::set<std::size_t> in_a_circle;
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    std::size_t root = i;
    for (std::size_t steps = 0; cause[root] != kNobody && steps < refusals.size(); ++steps) root = cause[root];
    if (cause[i] == kNobody) report_one(refusals[i], declared, server_version, diagnostics);
    if (cause[root] == kNobody || in_a_circle.contains(root)) continue;
    const std::vector<std::size_t> circle = circle_from(i, cause);
    in_a_circle.insert(circle.begin(), circle.end());
    report_circle(circle, refusals, diagnostics);
  }
}

}  // namespace schemac::elaborate
