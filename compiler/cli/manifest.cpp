#include "cli/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include "emit/constraints.hpp"
#include "emit/output_names.hpp"
#include "support/files.hpp"
#include "support/text_place.hpp"

namespace schemac::cli {
namespace {

using Json = nlohmann::json;
using runtime::ConstraintKind;

constexpr const char* kFormatKey = "schemac_manifest";

ConstraintKind kind_of(const std::string& word) {
  const auto* const found =
      std::ranges::find(emit::kConstraintKinds, word, [](const auto& each) { return each.first; });
  if (found == emit::kConstraintKinds.end())
    throw Json::other_error::create(501, fmt::format("no kind is called `{}`", word), nullptr);
  return found->second;
}

/// nlohmann's `[json.exception.type_error.302] type must be string, but is null` without the brackets.
std::string reason_of(const Json::exception& error) {
  const std::string text = error.what();
  const std::size_t end = text.find("] ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

void refuse(Place place, std::string message, Diagnostics& diagnostics) {
  diagnostics.error(Code::manifest_unreadable, std::move(place), std::move(message)).hint =
      fmt::format("take the `{}` that was committed with the release: `git show TAG:generated/{}`", emit::kManifest,
                  emit::kManifest);
}

/// The document, where it is JSON and of our format.
std::optional<Json> parse(const std::string& text, const std::string& file, Diagnostics& diagnostics) {
  try {
    Json document = Json::parse(text);
    const auto format = document.is_object() ? document.find(kFormatKey) : document.end();
    if (format == document.end()) {
      refuse({file, 0, 0}, "this is JSON, and no manifest of schemac", diagnostics);
    } else if (*format != emit::kManifestFormat) {
      refuse({file, 0, 0},
             fmt::format("the manifest is of format {}, and this schemac reads format {}", format->dump(),
                         emit::kManifestFormat),
             diagnostics);
    } else {
      return document;
    }
  } catch (const Json::parse_error& error) {
    const bool cut = error.byte >= text.size();
    refuse(place_at(file, text, error.byte == 0 ? 0 : error.byte - 1),
           cut ? "the manifest ends too soon: a part of the file is missing" : "the manifest is no JSON", diagnostics);
  }
  return std::nullopt;
}

}  // namespace

/// Fills a manifest in; a piece that is not as it is written throws nlohmann's exception.
class ManifestReader {
 public:
  explicit ManifestReader(Manifest& manifest) : made_(manifest) {}

  void read(const Json& document) {
    for (const Json& table : document.at("tables")) add_table(table);
    for (const Json& each : document.at("enums"))
      made_.enums_.push_back({text(each.at("schema")), text(each.at("name")), list(each.at("labels"))});
    made_.contract_ = {made_.tables_, made_.enums_};
    for (const Json& query : document.at("queries")) add_query(query);
    if (document.contains("guards")) add_guards(document.at("guards"));
  }

 private:
  std::string_view text(const Json& value) { return made_.texts_.emplace_back(value.get<std::string>()); }

  const std::vector<std::string_view>& list(const Json& values) {
    std::vector<std::string_view> texts;
    for (const Json& value : values) texts.push_back(text(value));
    return made_.lists_.emplace_back(std::move(texts));
  }

  void add_table(const Json& table) {
    auto& columns = made_.columns_.emplace_back();
    for (const Json& each : table.at("columns"))
      columns.push_back({text(each.at("name")), text(each.at("type")), text(each.at("modifiers")),
                         each.at("nullable").get<bool>(), each.at("written").get<bool>(), each.at("left").get<bool>()});
    auto& constraints = made_.constraints_.emplace_back();
    for (const Json& each : table.at("constraints"))
      constraints.push_back({kind_of(each.at("kind").get<std::string>()), text(each.at("name"))});
    auto& keys = made_.keys_.emplace_back();
    for (const Json& each : table.at("keys"))
      keys.push_back({list(each.at("columns")), each.at("partial").get<bool>()});
    made_.tables_.push_back({text(table.at("schema")), text(table.at("name")), columns, constraints, keys});

    const std::string prefix = table.at("repository").get<std::string>() + "::";
    auto& statements = made_.statements_.emplace_back();
    for (const Json& each : table.at("statements"))
      statements.push_back({prefix + each.at("name").get<std::string>(), each.at("sql").get<std::string>(),
                            each.at("parameters").get<std::vector<std::string>>()});
  }

  void add_query(const Json& query) {
    ManifestQuery& made = made_.queries_.emplace_back();
    made.statement.name = query.at("name").get<std::string>();
    made.statement.sql = query.at("sql").get<std::string>();
    for (const Json& each : query.at("parameters")) {
      made.statement.parameters.push_back(each.at("type").get<std::string>());
      made.nullable_parameters.push_back(each.at("nullable").get<bool>());
    }
    for (const Json& each : query.at("columns")) {
      model::QueryColumn column{each.at("name").get<std::string>(), each.at("nullable").get<bool>(), {}};
      column.type.name = {each.at("schema").get<std::string>(), each.at("type").get<std::string>()};
      column.type.array = each.at("array").get<bool>();
      made.columns.push_back({std::move(column), each.at("asserted").get<bool>()});
    }
  }

  void add_guards(const Json& guards) {
    auto& made = made_.guards_.emplace();
    for (const Json& each : guards)
      made.push_back({each.at("kind").get<std::string>(), each.at("schema").get<std::string>(),
                      each.at("table").get<std::string>(), each.at("name").get<std::string>(),
                      each.at("digest").get<std::string>()});
  }

  Manifest& made_;
};

std::unique_ptr<Manifest> Manifest::read(const std::filesystem::path& file, const std::string& shown,
                                         Diagnostics& diagnostics) {
  const std::optional<std::string> content = read_file(file);
  if (!content) {
    refuse({file.string(), 0, 0}, "the file does not exist", diagnostics);
    return nullptr;
  }
  const std::optional<Json> document = parse(*content, file.string(), diagnostics);
  if (!document) return nullptr;
  auto manifest = std::make_unique<Manifest>();
  manifest->file_ = file;
  manifest->shown_ = shown;
  try {
    ManifestReader(*manifest).read(*document);
  } catch (const Json::exception& error) {
    refuse({file.string(), 0, 0}, "the manifest is not as schemac writes it: " + reason_of(error), diagnostics);
    return nullptr;
  }
  return manifest;
}

std::size_t Manifest::statement_count() const {
  return std::accumulate(statements_.begin(), statements_.end(), queries_.size(),
                         [](std::size_t sum, const auto& of_table) { return sum + of_table.size(); });
}

}  // namespace schemac::cli
