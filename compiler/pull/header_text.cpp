#include "pull/header_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schemac::pull {
namespace {

constexpr std::size_t kMember = 2;  ///< Blanks before a member of a struct.
constexpr std::size_t kPart = 6;    ///< Before what stands in the braces of a member.

/// A line with what stands behind it.
struct Line {
  std::string text;
  std::string trailing;
};

/// Comments behind lines that follow each other stand below each other, as far as all of them fit.
std::string aligned(const std::vector<Line>& lines) {
  std::string text;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    std::size_t widest = 0;
    std::size_t longest = 0;
    for (; end < lines.size() && !lines[end].trailing.empty(); ++end) {
      const std::size_t width = std::max(widest, lines[end].text.size());
      const std::size_t comment = std::max(longest, lines[end].trailing.size());
      if (end > begin && width + 2 + comment > kColumns) break;
      widest = width;
      longest = comment;
    }
    for (; begin < end; ++begin) text += fmt::format("{:<{}}  {}\n", lines[begin].text, widest, lines[begin].trailing);
    if (begin < lines.size() && lines[begin].trailing.empty()) text += lines[begin++].text + "\n";
  }
  return text;
}

Line field_line(const FieldText& field) {
  std::string text(kMember, ' ');
  const std::string head = fmt::format("{}{} {}", text, field.full_type(), field.name);
  if (field.options.empty()) {
    text = head + ";";
  } else {
    std::vector<std::string> options;
    for (const OptionText& option : field.options) options.push_back(option.text);
    text = filled(head + "{", options, "};");
  }
  const std::string trailing = trailing_comment(field.comment);
  const bool fits = text.find('\n') == std::string::npos && text.size() + 2 + trailing.size() <= kColumns;
  if (!trailing.empty() && fits) return {text, trailing};
  return {doc_comment(field.comment, kMember) + text, {}};
}

std::string body(const EntityText& entity) {
  std::string text = field_lines(entity.fields) + field_lines(entity.relations);
  if (!entity.parts.empty() && !text.empty()) text += "\n";
  return text + table_lines(entity.parts);
}

std::string closed(const std::string& head, const std::string& body) {
  return body.empty() ? head + " {};\n" : head + " {\n" + body + "};\n";
}

}  // namespace

std::string declaration(const FieldText& field) {
  std::string text = field_line({field.column, field.name, field.type, field.nullable, field.options, {}}).text;
  return text.substr(kMember, text.size() - kMember - 1);
}

std::string field_lines(const std::vector<FieldText>& fields) {
  std::vector<Line> lines;
  for (const FieldText& field : fields) lines.push_back(field_line(field));
  return aligned(lines);
}

std::string part_lines(const PartText& part) { return std::string(kPart, ' ') + laid_out(part.call, kPart, 1) + ",\n"; }

std::string table_lines(const std::vector<PartText>& parts) {
  if (parts.empty()) return {};
  std::string text = "  static constexpr Table table{\n";
  for (const PartText& part : parts) text += part_lines(part);
  return text + "  };\n";
}

std::string struct_text(const EntityText& entity, const std::vector<std::string>& bases) {
  std::string head = fmt::format("struct {} : Entity", entity.name.name);
  for (const std::string& base : bases) head += ", " + base;
  return doc_comment(entity.comment, 0) + closed(head, body(entity));
}

std::string mixin_text(const std::string& name, const std::vector<FieldText>& fields) {
  return closed("struct " + name, field_lines(fields));
}

std::vector<EnumeratorText> enumerators(const model::EnumType& type, const Names& names) {
  std::vector<EnumeratorText> made;
  const auto& known = names.labels.at(type.name);
  for (const std::string& label : type.labels) {
    const std::string& name = known.at(label);
    made.push_back({name, name == label ? std::string{} : "schemac: label " + label});
  }
  return made;
}

std::string enum_text(const model::EnumType& type, const Names& names) {
  const bool has_comment = type.comment && can_be_comment(*type.comment);
  const std::string comment = has_comment ? doc_comment(*type.comment, 0) : std::string{};
  const std::string head = fmt::format("enum class {} {{", names.enums.at(type.name).name);
  std::vector<std::string> plain;
  std::vector<Line> lines;
  bool commented = false;
  for (const EnumeratorText& value : enumerators(type, names)) {
    plain.push_back(value.name);
    commented = commented || !value.comment.empty();
    lines.push_back({"  " + value.name + ",", value.comment.empty() ? "" : "///< " + value.comment});
  }
  const std::string line = fmt::format("{} {} }};", head, fmt::join(plain, ", "));
  if (!commented && line.size() <= kColumns) return comment + line + "\n";
  return comment + head + "\n" + aligned(lines) + "};\n";
}

std::string header_text(const HeaderText& header) {
  std::string text = "#pragma once\n\n#include <schemac/schema.hpp>\n";
  if (!header.includes.empty()) text += "\n";
  for (const std::string& include : header.includes) text += fmt::format("#include \"{}\"\n", include);
  const std::string space = fmt::format("{}", fmt::join(header.namespaces, "::"));
  text += fmt::format("\nnamespace {} {{\nusing namespace schemac;\n", space);
  if (!header.declarations.empty()) text += "\n";
  for (const std::string& name : header.declarations) text += fmt::format("struct {};\n", name);
  for (const std::string& definition : header.definitions) text += "\n" + definition;
  return text + fmt::format("\n}}  // namespace {}\n", space);
}

}  // namespace schemac::pull
