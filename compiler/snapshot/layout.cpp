#include "snapshot/layout.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace schemac::snapshot {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidth = 110;
// The document, its schema, the collections in it and the objects in those always take several lines.
constexpr std::size_t kBlockDepth = 3;

std::string on_one_line(const Json& value) {
  if (!value.is_structured()) return value.dump();
  std::string text;
  for (const auto& [key, item] : value.items()) {
    if (!text.empty()) text += ", ";
    if (value.is_object()) text += Json(key).dump() + ": ";
    text += on_one_line(item);
  }
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

bool has_objects(const Json& value) {
  return value.is_array() && std::ranges::any_of(value, [](const Json& item) { return item.is_object(); });
}

void append(const Json& value, std::size_t depth, std::string& text) {
  if (value.empty() || !value.is_structured()) {
    text += value.dump();
    return;
  }
  if (depth > kBlockDepth && !has_objects(value)) {
    const std::string line = on_one_line(value);
    if (depth * 2 + line.size() <= kWidth) {
      text += line;
      return;
    }
  }
  const std::string indent(depth * 2 + 2, ' ');
  text += value.is_object() ? '{' : '[';
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    text += first ? "\n" : ",\n";
    text += indent;
    if (value.is_object()) text += Json(key).dump() + ": ";
    append(item, depth + 1, text);
    first = false;
  }
  text += '\n' + std::string(depth * 2, ' ') + (value.is_object() ? '}' : ']');
}

}  // namespace

std::string lay_out(const Json& document) {
  std::string text;
  append(document, 0, text);
  return text + '\n';
}

}  // namespace schemac::snapshot
