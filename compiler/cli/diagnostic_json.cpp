#include "cli/diagnostic_json.hpp"

namespace schemac::cli {
namespace {

nlohmann::ordered_json place_json(const Globals& globals, const Place& place) {
  return {{"file", displayed(globals, place.file)}, {"line", place.line}, {"column", place.column}};
}

}  // namespace

nlohmann::ordered_json diagnostic_json(const Globals& globals, const Diagnostic& diagnostic) {
  nlohmann::ordered_json json{{"severity", diagnostic.severity == Severity::error ? "error" : "warning"},
                              {"code", name_of(diagnostic.code)},
                              {"message", diagnostic.message}};
  if (!diagnostic.place.file.empty()) json["place"] = place_json(globals, diagnostic.place);
  for (const Note& note : diagnostic.notes)
    json["notes"].push_back({{"place", place_json(globals, note.place)}, {"message", note.message}});
  if (!diagnostic.hint.empty()) json["hint"] = diagnostic.hint;
  return json;
}

std::string dumped(const nlohmann::ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace schemac::cli
