#include "emit/templates.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include "emit/template_text.hpp"

namespace schemac::emit {
namespace {

namespace mustache = kainjow::mustache;

/// Takes the view apart as it goes. kainjow's own ways to fill a list and an object copy what goes in, with all that is
/// in it, once a level, which would be most of the time that a large schema takes; what is assigned to an element is
/// moved.
mustache::data to_data(View&& view) {
  struct Convert {
    mustache::data operator()(std::string&& text) const { return text; }
    mustache::data operator()(bool flag) const { return flag; }
    mustache::data operator()(std::vector<View>&& views) const {
      mustache::data list(mustache::data::type::list);
      for (std::size_t i = 0; i < views.size(); ++i) list.push_back(false);
      // The list is ours and not const; it only has no other door to its elements.
      auto& elements = const_cast<mustache::list&>(list.list_value());
      for (std::size_t i = 0; i < views.size(); ++i) elements[i] = to_data(std::move(views[i]));
      return list;
    }
  };
  mustache::data object(mustache::data::type::object);
  for (auto& [name, value] : view.values()) object[name] = std::visit(Convert{}, std::move(value));
  return object;
}

/// mustache renders a name that it does not know as nothing, which in C++ is a hole somewhere far away. This context
/// remembers such names.
class StrictContext : public mustache::basic_context<std::string> {
 public:
  explicit StrictContext(const mustache::data& root) : stack_{&root} {}

  void push(const mustache::data* data) override { stack_.push_back(data); }
  void pop() override { stack_.pop_back(); }

  const mustache::data* get(const std::string& name) const override {
    for (auto level = stack_.rbegin(); level != stack_.rend(); ++level)
      if (const mustache::data* found = (*level)->get(name)) return found;
    unknown_.insert(name);
    return nullptr;
  }

  const mustache::data* get_partial(const std::string& name) const override { return get(name); }

  [[nodiscard]] const std::set<std::string>& unknown() const { return unknown_; }

 private:
  std::vector<const mustache::data*> stack_;
  mutable std::set<std::string> unknown_;
};

/// mustache says `Unclosed section "x" at 17`: our sentence, and the offset.
std::pair<std::string, std::size_t> split_message(const std::string& message) {
  const std::size_t at = message.rfind(" at ");
  if (at == std::string::npos) return {message, 0};
  std::size_t offset = 0;
  std::from_chars(message.data() + at + 4, message.data() + message.size(), offset);
  std::string text = message.substr(0, at);
  for (char& c : text)
    if (c == '"') c = '`';
  text.front() = static_cast<char>(text.front() | 0x20);  // messages begin in lower case
  return {text, offset};
}

/// Which lines there are is decided by TemplateText: kainjow's own way leaves a blank line where a section is empty,
/// and takes one away where a section begins with it. It sees no line breaks but this character, which C++ never has.
constexpr char kLineBreak = '\x01';

std::string without_lines(std::string text) {
  std::replace(text.begin(), text.end(), '\n', kLineBreak);
  return text;
}

std::string with_lines(std::string text) {
  std::replace(text.begin(), text.end(), kLineBreak, '\n');
  return text;
}

}  // namespace

struct Templates::Parsed {
  explicit Parsed(TemplateText from) : source(std::move(from)), tree(without_lines(source.text())) {
    tree.set_custom_escape([](const std::string& text) { return text; });
  }

  /// Nothing, and an error for each hole without a value, where there are any.
  std::optional<std::string> fill(const mustache::data& root, Diagnostics& diagnostics) {
    StrictContext context(root);
    std::string text = with_lines(tree.render(context));
    for (const std::string& unknown : context.unknown())
      diagnostics.error(Code::template_error, source.place_of_tag(unknown).value_or(Place{}),
                        fmt::format("nothing here is called `{}`", unknown));
    if (!context.unknown().empty()) return std::nullopt;
    return text;
  }

  TemplateText source;
  mustache::mustache tree;
};

Templates::Templates(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}
Templates::~Templates() = default;

Templates::Parsed* Templates::parse(const std::string& name, Diagnostics& diagnostics) {
  const auto [entry, added] = parsed_.try_emplace(name);
  if (!added) return entry->second.get();
  std::optional<TemplateText> source = TemplateText::load(folders_, name, diagnostics);
  if (!source) return nullptr;
  auto parsed = std::make_unique<Parsed>(std::move(*source));
  if (!parsed->tree.is_valid()) {
    const auto [message, offset] = split_message(parsed->tree.error_message());
    diagnostics.error(Code::template_error, parsed->source.place_of(offset), message);
    return nullptr;
  }
  entry->second = std::move(parsed);
  return entry->second.get();
}

std::optional<std::vector<std::string>> Templates::render(const std::vector<std::string>& names, View view,
                                                          Diagnostics& diagnostics) {
  const mustache::data root = to_data(std::move(view));
  std::vector<std::string> texts;
  for (const std::string& name : names) {
    Parsed* parsed = parse(name, diagnostics);
    if (parsed == nullptr) continue;
    if (std::optional<std::string> text = parsed->fill(root, diagnostics)) {
      texts.push_back(std::move(*text));
    } else {
      parsed_.insert_or_assign(name, nullptr);  // said once, not once a file
    }
  }
  if (texts.size() < names.size()) return std::nullopt;
  return texts;
}

}  // namespace schemac::emit
