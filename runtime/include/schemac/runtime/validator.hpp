// How generated code holds rows against the rules of their schema. NULL, and a field that is left to the database,
// break none, as they break no CHECK.
#pragma once

#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/numeric.hpp>
#include <schemac/runtime/pattern.hpp>
#include <schemac/runtime/validation.hpp>
#include <schemac/runtime/written.hpp>
#include <type_traits>

namespace schemac::runtime {

class Validator {
 public:
  explicit Validator(std::string_view entity) noexcept : entity_(entity) {}

  /// What follows is of this row.
  void begin_row(std::size_t row) noexcept { row_ = row; }

  /// @param minimum, maximum characters; -1: no such bound
  template <class Member>
  void length(std::string_view field, const Member& member, std::int64_t minimum, std::int64_t maximum) {
    if (const auto* value = detail::Held<Member>::in(member)) check_length(field, *value, minimum, maximum);
  }
  /// `character varying(n)` and `character(n)`: blanks at the end may be more, since PostgreSQL drops them.
  template <class Member>
  void fits(std::string_view field, const Member& member, std::int64_t maximum) {
    if (const auto* value = detail::Held<Member>::in(member)) check_fits(field, *value, maximum);
  }
  /// @param minimum, maximum numbers as SQL writes them; empty: no such bound
  template <class Member>
  void range(std::string_view field, const Member& member, std::string_view minimum, std::string_view maximum) {
    if (const auto* value = detail::Held<Member>::in(member)) check_range(field, *value, minimum, maximum);
  }
  /// @param in_code_only whether the database does not know the rule: then a pattern that cannot be matched here is a
  /// UsageError, else it is the database's to match
  template <class Member>
  void pattern(std::string_view field, const Member& member, const Pattern& pattern, Rule rule, bool in_code_only) {
    if (const auto* value = detail::Held<Member>::in(member)) check_pattern(field, *value, pattern, rule, in_code_only);
  }
  /// @param name as the schema calls the function
  template <class Member, class T>
  void satisfies(std::string_view field, const Member& member, bool (*function)(const T&), std::string_view name) {
    const T* value = detail::Held<Member>::in(member);
    if (value != nullptr && !function(*value)) add_function(field, name);
  }
  /// An encrypted column and the one of its keyed hash, by which it is found: whoever writes the first writes both.
  /// @throws UsageError where the hash would be that of another text, or of none
  void lookup(std::string_view field, Written text, std::string_view lookup, Written hash) const;

  /// @throws ValidationFailure where a rule was broken
  void finish();

 private:
  void check_length(std::string_view field, const std::string& text, std::int64_t minimum, std::int64_t maximum);
  void check_fits(std::string_view field, const std::string& text, std::int64_t maximum);
  void check_range(std::string_view field, const Numeric& value, std::string_view minimum, std::string_view maximum);
  void check_range(std::string_view field, double value, std::string_view minimum, std::string_view maximum);
  void check_range(std::string_view field, std::int64_t value, std::string_view minimum, std::string_view maximum);
  template <class T>
  requires std::is_arithmetic_v<T>
  void check_range(std::string_view field, const T& value, std::string_view minimum, std::string_view maximum) {
    using Wide = std::conditional_t<std::is_integral_v<T>, std::int64_t, double>;
    check_range(field, static_cast<Wide>(value), minimum, maximum);
  }
  void check_pattern(std::string_view field, const std::string& text, const Pattern& pattern, Rule rule,
                     bool in_code_only);
  void add_range(std::string_view field, std::string_view minimum, std::string_view maximum);
  void add_function(std::string_view field, std::string_view name);
  void add(std::string_view field, Rule rule, std::string message);

  std::string_view entity_;
  std::size_t row_ = 0;
  std::vector<BrokenRule> broken_;
};

}  // namespace schemac::runtime
