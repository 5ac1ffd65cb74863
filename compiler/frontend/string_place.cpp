#include "frontend/string_place.hpp"

#include <algorithm>
#include <string>

namespace schemac::frontend {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Walks over the tokens of a string; `index` counts down the bytes of the value that are still to be passed.
class Walk {
 public:
  Walk(std::string_view source, std::size_t at, std::size_t index) : source_(source), at_(at), index_(index) {}

  std::optional<std::size_t> run() {
    std::optional<std::size_t> end;
    while (true) {
      skip_prefix();
      if (peek() != '"') return end;
      const bool found = raw_ ? walk_raw() : walk_plain();
      if (found) return at_;
      if (at_ >= source_.size()) return end;
      end = at_;  // the closing quote
      ++at_;
      skip_between();
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

  void skip_prefix() {
    raw_ = false;
    const std::size_t begin = at_;
    while (peek() == 'u' || peek() == 'U' || peek() == 'L' || peek() == '8') ++at_;
    if (peek() == 'R') {
      raw_ = true;
      ++at_;
    }
    if (peek() != '"') at_ = begin;
  }

  /// White space and comments between two literals.
  void skip_between() {
    while (at_ < source_.size()) {
      if (source_.substr(at_).starts_with("//")) {
        at_ = std::min(source_.find('\n', at_), source_.size());
      } else if (source_.substr(at_).starts_with("/*")) {
        const std::size_t end = source_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? source_.size() : end + 2;
      } else if (std::string_view(" \t\r\n\v\f").find(source_[at_]) != std::string_view::npos) {
        ++at_;
      } else {
        return;
      }
    }
  }

  bool walk_raw() {
    ++at_;
    const std::size_t open = source_.find('(', at_);
    if (open == std::string_view::npos) return false;
    const std::string close = ")" + std::string(source_.substr(at_, open - at_)) + "\"";
    const std::size_t end = source_.find(close, open + 1);
    if (end == std::string_view::npos) return false;
    if (index_ < end - (open + 1)) {
      at_ = open + 1 + index_;
      return true;
    }
    index_ -= end - (open + 1);
    at_ = end + close.size() - 1;
    return false;
  }

  bool walk_plain() {
    ++at_;
    while (at_ < source_.size() && peek() != '"') {
      const std::size_t begin = at_;
      const std::size_t bytes = peek() == '\\' ? skip_escape() : (++at_, 1);
      if (index_ < bytes) {
        at_ = begin;
        return true;
      }
      index_ -= bytes;
    }
    return false;
  }

  /// Passes one escape and says how many bytes of the value it makes.
  std::size_t skip_escape() {
    ++at_;
    const char kind = peek();
    ++at_;
    if (kind == '\n') return 0;  // a line that goes on
    if (kind == 'x') {
      while (is_hex(peek())) ++at_;
      return 1;
    }
    if (kind == 'u' || kind == 'U') return skip_universal(kind == 'u' ? 4 : 8);
    if (is_octal(kind))
      for (int more = 0; more < 2 && is_octal(peek()); ++more) ++at_;
    return 1;
  }

  std::size_t skip_universal(std::size_t digits) {
    const std::string code(source_.substr(std::min(at_, source_.size()), digits));
    at_ = std::min(at_ + digits, source_.size());
    const unsigned long value =
        std::all_of(code.begin(), code.end(), is_hex) && !code.empty() ? std::stoul(code, nullptr, 16) : 0;
    if (value < 0x80) return 1;
    if (value < 0x800) return 2;
    return value < 0x10000 ? 3 : 4;
  }

  std::string_view source_;
  std::size_t at_;
  std::size_t index_;
  bool raw_ = false;
};

}  // namespace

std::optional<std::size_t> find_in_literal(std::string_view source, std::size_t literal, std::size_t index) {
  return Walk(source, literal, index).run();
}

}  // namespace schemac::frontend
