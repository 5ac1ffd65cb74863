#include "spell_sql.hpp"

#include <algorithm>
#include <charconv>

namespace schemac::runtime::detail {
namespace {

class Speller {
 public:
  Speller(std::string_view sql, bool qualified, const std::vector<std::string_view>& missing,
          const std::vector<int>& numbers)
      : sql_(sql), qualified_(qualified), missing_(missing), numbers_(numbers) {}

  std::string spell(std::size_t size) && {
    spelled_.reserve(size);
    for (std::size_t mark = sql_.find('\0'); mark != std::string_view::npos; mark = sql_.find('\0', at_)) {
      spelled_.append(sql_, at_, mark - at_);
      at_ = mark + 2;
      spell_mark(sql_[mark + 1]);
    }
    return std::move(spelled_.append(sql_, at_));
  }

 private:
  /// What a mark that kEnd ends has to be remembered for.
  struct Open {
    std::string_view end;  // literal: what is spelled at its end
    std::size_t begin;
    bool present = false;
  };

  void spell_mark(char mark) {
    switch (mark) {
      case kPlaceholder:
        return spell_placeholder();
      case kQualifier:
        if (const std::string_view qualifier = name_from(at_); qualified_) spelled_.append(qualifier).push_back('.');
        return;
      case kCompared:
        return open_.push_back({"", at_});
      case kEqual: {
        const bool left = sql_[at_] == kYes || misses(open_.back().begin);
        const bool right = sql_[at_ + 1] == kYes || misses(at_ + 2);
        at_ += 2;
        spelled_.append(left && right ? " IS NOT DISTINCT FROM " : " = ");
        return;
      }
      case kUnequal:
        spelled_.append(misses(open_.back().begin) || misses(at_) ? " IS DISTINCT FROM " : " <> ");
        return;
      case kNegated: {
        const bool unknown = misses(at_);
        spelled_.append(unknown ? "(" : "NOT (");
        return open_.push_back({unknown ? ") IS NOT TRUE" : ")", at_});
      }
      case kPresent:
        present_.push_back(name_from(at_));
        return open_.push_back({"", at_, true});
      case kEnd:
        if (open_.back().present) present_.pop_back();
        spelled_.append(open_.back().end);
        return open_.pop_back();
    }
  }

  void spell_placeholder() {
    char text[12] = {'$'};
    const std::size_t place = placeholders_++;
    const int number = numbers_.empty() ? static_cast<int>(placeholders_) : numbers_[place];
    spelled_.append(text, std::to_chars(text + 1, std::end(text), number).ptr);
  }

  /// The text up to a kName, behind which `at` is then.
  std::string_view name_from(std::size_t& at) const {
    const std::size_t end = sql_.find('\0', at);
    const std::string_view name = sql_.substr(at, end - at);
    at = end + 2;
    return name;
  }

  /// Whether an operand or a condition that begins there speaks of a table that may be missing.
  bool misses(std::size_t at) const {
    if (missing_.empty()) return false;
    for (std::size_t depth = 0;;) {
      at = sql_.find('\0', at) + 2;
      switch (sql_[at - 1]) {
        case kQualifier:
          if (may_be_missing(name_from(at))) return true;
          break;
        case kCompared:
        case kNegated:
        case kPresent:
          ++depth;
          break;
        case kEqual:
        case kUnequal:
          if (depth == 0) return false;
          break;
        case kEnd:
          if (depth-- == 0) return false;
          break;
        default:
          break;
      }
    }
  }

  bool may_be_missing(std::string_view qualifier) const {
    const auto has = [&](const std::vector<std::string_view>& names) {
      return std::find(names.begin(), names.end(), qualifier) != names.end();
    };
    return has(missing_) && !has(present_);
  }

  std::string_view sql_;
  bool qualified_;
  const std::vector<std::string_view>& missing_;
  const std::vector<int>& numbers_;
  std::string spelled_;
  std::size_t at_ = 0;
  std::size_t placeholders_ = 0;
  std::vector<Open> open_;
  std::vector<std::string_view> present_;
};

}  // namespace

std::string spell_sql(std::string_view sql, std::size_t size, bool qualified,
                      const std::vector<std::string_view>& missing, const std::vector<int>& numbers) {
  return Speller(sql, qualified, missing, numbers).spell(size);
}

}  // namespace schemac::runtime::detail
