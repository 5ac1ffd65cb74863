#include "pull/merge_field.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "frontend/comments.hpp"
#include "pull/cpp_tokens.hpp"

namespace schemac::pull {
namespace {

const OptionText* find(const std::vector<OptionText>& options, const std::string& key) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const OptionText& option) { return option.key == key; });
  return found == options.end() ? nullptr : &*found;
}

std::string trimmed(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  return std::string(end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1));
}

std::string merged_type(const std::string& written, const FieldText& before, const FieldText& after) {
  if (before.full_type() == after.full_type()) return written;
  if (before.type != after.type) return after.full_type();
  if (after.nullable) return "Nullable<" + written + ">";
  const bool plain = written.starts_with("Nullable<") && written.ends_with('>');
  return plain ? written.substr(9, written.size() - 10) : after.full_type();
}

struct Item {
  std::string key;
  std::string text;
};

void merge_option(std::vector<Item>& items, const OptionText& option) {
  const auto mine = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.key == option.key; });
  if (mine == items.end()) {
    items.push_back({option.key, option.text});
  } else {
    mine->text = option.text;
  }
}

std::vector<Item> merged_items(const WrittenField& written, const FieldText& before, const FieldText& after,
                               const std::set<std::string>& dropped) {
  std::vector<Item> items;
  for (std::size_t i = 0; i < written.member.items.size(); ++i)
    items.push_back({written.keys[i], std::string(in(written.text, written.member.items[i]))});
  std::erase_if(items, [&](const Item& item) {
    const bool gone = find(before.options, item.key) != nullptr && find(after.options, item.key) == nullptr;
    return gone || dropped.contains(item.key);
  });
  for (const OptionText& option : after.options) {
    const OptionText* const former = find(before.options, option.key);
    if (former == nullptr || former->text != option.text) merge_option(items, option);
  }
  return items;
}

/// The whole of the lines that a comment above has, or what stands between the code and the comment behind it.
Edit without_comment(const std::string& text, TextSpan doc) {
  const std::size_t line = text.rfind('\n', doc.begin) + 1;  // npos + 1 is the beginning
  const std::size_t code = text.find_last_not_of(" \t", doc.begin - 1);
  if (doc.begin == 0 || code == std::string::npos || code < line)
    return {line, std::min(text.find('\n', doc.end), text.size() - 1) + 1, {}};
  return {code + 1, doc.end, {}};
}

std::string directives_of(const std::string& text, const std::vector<TextSpan>& docs, std::size_t indent) {
  std::string raw;
  for (const TextSpan doc : docs) raw += std::string(in(text, doc)) + "\n";
  const frontend::Comment comment = frontend::read_comment(raw);
  std::string lines;
  const std::string margin(indent, ' ');
  if (comment.renamed_from) lines += fmt::format("{}/// schemac: renamed from {}\n", margin, *comment.renamed_from);
  if (comment.label) lines += fmt::format("{}/// schemac: label {}\n", margin, *comment.label);
  return lines;
}

}  // namespace

std::string option_key(std::string_view item) {
  constexpr std::array kValues =
      std::to_array<std::string_view>({"default_now", "default_random", "default_sql", "default_to", "generated_as",
                                       "identity", "identity_always", "no_identity"});
  if (item.starts_with("schemac::")) item.remove_prefix(9);
  const std::string head(item.substr(0, item.find_first_of("(. \t\n")));
  if (std::find(kValues.begin(), kValues.end(), head) != kValues.end()) return "value";
  return head == "deferrable" || head == "initially_deferred" ? "deferral" : head;
}

std::vector<Edit> merge_field(const WrittenField& written, const FieldText& before, const FieldText& after,
                              const std::set<std::string>& dropped) {
  const TextSpan span = written.member.span;
  const std::string type = merged_type(
      trimmed(std::string_view(written.text).substr(span.begin, written.name_begin - span.begin)), before, after);
  const std::vector<Item> items = merged_items(written, before, after, dropped);
  std::vector<std::string> texts;
  for (const Item& item : items) texts.push_back(item.text);
  const std::size_t line = written.text.rfind('\n', span.begin) + 1;
  const std::string margin(span.begin - line, ' ');
  const std::string head = fmt::format("{}{} {}", margin, type, after.name);
  const std::string made = (texts.empty() ? head + ";" : filled(head + "{", texts, "};")).substr(margin.size());
  std::vector<Edit> edits;
  if (without_layout(made) != without_layout(in(written.text, span))) edits.push_back({span.begin, span.end, made});
  if (before.comment != after.comment)
    for (Edit& edit : merge_comment(written.text, written.member.docs, span, after.comment, true))
      edits.push_back(std::move(edit));
  return edits;
}

std::vector<Edit> merge_comment(const std::string& text, const std::vector<TextSpan>& docs, TextSpan span,
                                const std::string& comment, bool may_trail) {
  std::vector<Edit> edits;
  const std::size_t line = text.rfind('\n', span.begin) + 1;  // npos + 1 is the beginning
  const std::string directives = directives_of(text, docs, span.begin - line);
  for (const TextSpan doc : docs) edits.push_back(without_comment(text, doc));
  const std::string trailing = may_trail && directives.empty() ? trailing_comment(comment) : std::string{};
  const bool fits = span.end - line + 2 + trailing.size() <= kColumns && text.find('\n', line) >= span.end;
  if (!trailing.empty() && fits) {
    edits.push_back({span.end, span.end, "  " + trailing});
  } else if (!comment.empty() || !directives.empty()) {
    edits.push_back({line, line, doc_comment(comment, span.begin - line) + directives});
  }
  return edits;
}

}  // namespace schemac::pull
