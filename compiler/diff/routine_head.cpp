#include "diff/routine_head.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

struct Argument {
  std::string text;  ///< Mode, name and type: its tokens with one space between them.
  bool has_default = false;
};

struct Head {
  std::vector<Argument> arguments;
  std::string rest;  ///< What stands before the arguments, and RETURNS behind them.
  bool window = false;
};

bool is_word(const Token& token, std::string_view word) {
  return token.kind == Token::Kind::word && name_in(token) == word;
}

void append(std::string& text, const Token& token) { text.append(token.text).append(" "); }

/// Reads the definition's tokens one after the other.
class HeadReader {
 public:
  Head read(const std::string& definition) {
    for (const Token& token : tokenize(definition)) {
      if (token.kind == Token::Kind::space) continue;
      if (is_body(token)) break;
      if (in_attributes_) {
        head_.window = head_.window || is_word(token, "window");
      } else {
        take(token);
      }
    }
    return std::move(head_);
  }

 private:
  /// The body begins with AS or, in SQL, with BEGIN or RETURN; before the language these are names of arguments.
  [[nodiscard]] bool is_body(const Token& token) const {
    return in_attributes_ && (is_word(token, "as") || is_word(token, "begin") || is_word(token, "return"));
  }

  void take(const Token& token) {
    if (depth_ == 0 && is_word(token, "language")) {
      in_attributes_ = true;
      return;
    }
    if (token.text == ")") --depth_;
    const bool in_arguments = depth_ > 0 && !arguments_done_;
    if (in_arguments) take_in_arguments(token);
    if (!in_arguments) append(head_.rest, token);
    if (token.text == ")" && depth_ == 0) arguments_done_ = true;
    if (token.text == "(" && ++depth_ == 1 && !arguments_done_) head_.arguments.emplace_back();
  }

  void take_in_arguments(const Token& token) {
    if (depth_ == 1 && token.text == ",") {
      head_.arguments.emplace_back();
    } else if (depth_ == 1 && is_word(token, "default")) {
      head_.arguments.back().has_default = true;
    } else if (!head_.arguments.back().has_default) {
      append(head_.arguments.back().text, token);
    }
  }

  Head head_;
  int depth_ = 0;
  bool arguments_done_ = false;
  bool in_attributes_ = false;
};

bool stays(const Argument& before, const Argument& after) {
  if (before.has_default && !after.has_default) return false;
  return before.text == after.text || after.text.ends_with(" " + before.text);
}

/// How many arguments a call may have.
struct Arity {
  std::size_t least = 0;
  std::size_t most = 0;
};

Arity arity_of(const model::Function& function) {
  const Head head = HeadReader().read(function.definition);
  Arity arity;
  for (const Argument& argument : head.arguments) {
    if (argument.text.empty() || argument.text.starts_with("OUT ")) continue;
    const bool any_number = argument.text.starts_with("VARIADIC ");
    arity.most = any_number ? std::numeric_limits<std::size_t>::max() : arity.most + 1;
    if (!argument.has_default && !any_number) ++arity.least;
  }
  return arity;
}

}  // namespace

bool may_be_confused(const model::Function& one, const model::Function& other) {
  if (one.name != other.name || one.arguments == other.arguments) return false;
  const Arity arity = arity_of(one);
  const Arity second = arity_of(other);
  return arity.least <= second.most && second.least <= arity.most;
}

bool can_replace(const model::Function& before, const model::Function& after) {
  const Head former = HeadReader().read(before.definition);
  const Head now = HeadReader().read(after.definition);
  return before.procedure == after.procedure && former.window == now.window && former.rest == now.rest &&
         std::ranges::equal(former.arguments, now.arguments, stays);
}

}  // namespace schemac::diff
