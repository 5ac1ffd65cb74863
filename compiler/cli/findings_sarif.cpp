#include <fstream>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "cli/diagnostic_json.hpp"
#include "cli/findings.hpp"
#include "cli/version.hpp"

namespace schemac::cli {
namespace {

using Json = nlohmann::ordered_json;

/// RFC 3986: what may stand in a path as it is. https://www.rfc-editor.org/rfc/rfc3986#section-3.3
std::string uri(const std::string& path) {
  std::string text = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte < 0x80 && std::isalnum(byte) != 0) ||
                       std::string_view("-._~/!$&'()*+,;=@").find(c) != std::string_view::npos;
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned>(byte));
  }
  return text;
}

/// Our columns count bytes, those of SARIF characters: code points, as the run says.
std::size_t column_in_characters(const Place& place) {
  std::ifstream file(place.file);
  std::string line;
  for (std::size_t number = 0; number < place.line; ++number)
    if (!std::getline(file, line)) return place.column;
  std::size_t column = 1;
  for (std::size_t i = 0; i + 1 < place.column && i < line.size(); ++i)
    if ((static_cast<unsigned char>(line[i + 1]) & 0xC0U) != 0x80U) ++column;
  return column;
}

/// A result without a place is the project's: code hosts want a file.
Json location(const Globals& globals, const Place& place) {
  const std::string file = displayed(globals, place.file.empty() ? "schemac.toml" : place.file);
  Json physical{{"artifactLocation", {{"uri", uri(file)}}}};
  if (place.line != 0) physical["region"]["startLine"] = place.line;
  if (place.line != 0 && place.column != 0) physical["region"]["startColumn"] = column_in_characters(place);
  return {{"physicalLocation", std::move(physical)}};
}

Json rule_of(Code code) {
  const CodeText text = all_codes()[static_cast<std::size_t>(code)];
  return {{"id", text.name},
          {"shortDescription", {{"text", text.name}}},
          {"fullDescription", {{"text", text.explanation}}},
          {"help", {{"text", text.explanation}}}};
}

Json result_of(const Globals& globals, const Diagnostic& diagnostic, std::size_t rule) {
  std::string message = diagnostic.message;
  if (!diagnostic.hint.empty()) message += "\nhint: " + diagnostic.hint;
  Json result{{"ruleId", name_of(diagnostic.code)},
              {"ruleIndex", rule},
              {"level", diagnostic.severity == Severity::error ? "error" : "warning"},
              {"message", {{"text", message}}},
              {"locations", Json::array({location(globals, diagnostic.place)})}};
  for (const Note& note : diagnostic.notes) {
    Json related = location(globals, note.place);
    related["message"] = {{"text", note.message}};
    result["relatedLocations"].push_back(std::move(related));
  }
  return result;
}

}  // namespace

std::string findings_sarif(const Globals& globals, const Diagnostics& diagnostics) {
  std::map<Code, std::size_t> indexes;
  Json rules = Json::array();
  Json results = Json::array();
  for (const Diagnostic& each : diagnostics.list()) {
    const auto [rule, is_new] = indexes.emplace(each.code, rules.size());
    if (is_new) rules.push_back(rule_of(each.code));
    results.push_back(result_of(globals, each, rule->second));
  }
  const Json driver{{"name", "schemac"}, {"version", kVersion}, {"rules", std::move(rules)}};
  const Json run{{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
  return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({run})}},
                2);
}

}  // namespace schemac::cli
