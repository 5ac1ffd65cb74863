// Operators of text: patterns, parts, full-text search. https://www.postgresql.org/docs/15/functions-matching.html,
// https://www.postgresql.org/docs/15/textsearch-controls.html
#pragma once

#include <schemac/runtime/query/kind_operators.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// A text search configuration, `"english"`; a literal, since an index over an expression is used for the very same
/// expression only.
class SearchLanguage {
 public:
  template <std::size_t Size>
  consteval SearchLanguage(const char (&name)[Size]) : name_(name, Size - 1) {  // NOLINT: a literal is a language
    for (const char c : name_)
      if (!((c >= 'a' && c <= 'z') || c == '_' || c == '.')) throw "a language is spelled with a to z, _ and .";
  }
  constexpr std::string_view name() const noexcept { return name_; }

 private:
  std::string_view name_;
};

namespace detail {

/// `text` as a LIKE pattern that means itself.
std::string escaped_for_like(std::string_view text);
/// The same of what an expression gives, with any text before and behind it where that is wanted.
void add_escaped_for_like(SqlText& sql, const SqlText& text, bool before, bool behind);
/// `websearch_to_tsquery('english', $n)`
void add_search(SqlText& sql, SearchLanguage language, std::string_view query);

template <class Self, class T>
class KindOperators<Self, T, Kind::text> : public OperatorBase<Self, T> {
  using On = typename ConditionOn<typename T::Of>::Type;

 public:
  /// `%` stands for any text and `_` for any character.
  On like(std::string_view pattern) const { return pattern_condition(" LIKE ", std::string(pattern)); }
  /// The same in any case.
  On ilike(std::string_view pattern) const { return pattern_condition(" ILIKE ", std::string(pattern)); }
  /// `!like`: where there is no text, it holds.
  On not_like(std::string_view pattern) const { return !like(pattern); }
  On not_ilike(std::string_view pattern) const { return !ilike(pattern); }

  /// Texts that mean themselves: no character in them is a pattern.
  On starts_with(std::string_view text) const { return pattern_condition(" LIKE ", escaped_for_like(text) + '%'); }
  On ends_with(std::string_view text) const { return pattern_condition(" LIKE ", '%' + escaped_for_like(text)); }
  On contains(std::string_view text) const { return pattern_condition(" LIKE ", '%' + escaped_for_like(text) + '%'); }
  On istarts_with(std::string_view text) const { return pattern_condition(" ILIKE ", escaped_for_like(text) + '%'); }
  On iends_with(std::string_view text) const { return pattern_condition(" ILIKE ", '%' + escaped_for_like(text)); }
  On icontains(std::string_view text) const { return pattern_condition(" ILIKE ", '%' + escaped_for_like(text) + '%'); }

  /// The same of what another column or an expression has.
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type like(const E& pattern) const {
    return this->with_expression(" LIKE ", pattern);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type ilike(const E& pattern) const {
    return this->with_expression(" ILIKE ", pattern);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type not_like(const E& pattern) const {
    return !like(pattern);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type not_ilike(const E& pattern) const {
    return !ilike(pattern);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type matches(const E& expression) const {
    return this->with_expression(" ~ ", expression);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type imatches(const E& expression) const {
    return this->with_expression(" ~* ", expression);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type starts_with(const E& text) const {
    return literally<E>(" LIKE ", text, false, true);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type ends_with(const E& text) const {
    return literally<E>(" LIKE ", text, true, false);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type contains(const E& text) const {
    return literally<E>(" LIKE ", text, true, true);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type istarts_with(const E& text) const {
    return literally<E>(" ILIKE ", text, false, true);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type iends_with(const E& text) const {
    return literally<E>(" ILIKE ", text, true, false);
  }
  template <AnExpressionOf<Kind::text> E>
  typename ComparedOn<typename T::Of, E>::Type icontains(const E& text) const {
    return literally<E>(" ILIKE ", text, true, true);
  }

  /// A POSIX regular expression, found anywhere. One of a user may take very long.
  On matches(std::string_view expression) const { return pattern_condition(" ~ ", std::string(expression)); }
  On imatches(std::string_view expression) const { return pattern_condition(" ~* ", std::string(expression)); }

  /// Full-text search as search engines read it: `"exact words" either or -without`. The document is
  /// `to_tsvector('english', column)`, of a column that may be NULL `to_tsvector('english', coalesce(column, ''))`: an
  /// index over that very expression serves it.
  On search(SearchLanguage language, std::string_view query) const {
    SqlText sql = document(language);
    sql.add(" @@ ");
    add_search(sql, language, query);
    // A column that may be NULL is searched as a text that is empty.
    return On(ConditionText(std::move(sql), T::kNullable ? Doubt::never : Doubt::where_missing));
  }
  /// How well it matches, to order by.
  auto rank(SearchLanguage language, std::string_view query) const {
    SqlText sql("ts_rank(");
    sql.add(document(language)).add(", ");
    add_search(sql, language, query);
    return Expression<float, Kind::floating, false, typename T::Of>(std::move(sql.add(")")));
  }

  auto lower() const { return text_function("lower"); }
  auto upper() const { return text_function("upper"); }
  auto trim() const { return text_function("btrim"); }
  /// In characters.
  auto length() const {
    return Expression<std::int32_t, Kind::integer, T::kNullable, typename T::Of>(this->call("char_length"));
  }

 private:
  On pattern_condition(Fragment symbol, const std::string& pattern) const {
    return this->with_value(symbol, pattern, "::text");
  }
  template <class E>
  typename ComparedOn<typename T::Of, E>::Type literally(Fragment symbol, const E& text, bool before,
                                                         bool behind) const {
    SqlText sql(this->self().text());
    add_escaped_for_like(sql.add(symbol), text.text(), before, behind);
    constexpr Doubt doubt = doubt_if(T::kNullable || E::Type::kNullable);
    return typename ComparedOn<typename T::Of, E>::Type(ConditionText(std::move(sql), doubt));
  }
  auto text_function(Fragment function) const {
    return Expression<std::string, Kind::text, T::kNullable, typename T::Of>(this->call(function));
  }
  SqlText document(SearchLanguage language) const {
    SqlText sql("to_tsvector('");
    sql.add_generated(language.name()).add("', ");
    if constexpr (T::kNullable)
      sql.add("coalesce(").add(this->self().text()).add(", '')");
    else
      sql.add(this->self().text());
    return std::move(sql.add(")"));
  }
};

template <class Self, class T>
class KindOperators<Self, T, Kind::ts_vector> : public OperatorBase<Self, T> {
  using On = typename ConditionOn<typename T::Of>::Type;

 public:
  /// As search engines read it: `"exact words" either or -without`.
  On search(SearchLanguage language, std::string_view query) const {
    SqlText sql(this->self().text());
    sql.add(" @@ ");
    add_search(sql, language, query);
    return On(ConditionText(std::move(sql), doubt_if(T::kNullable)));
  }
  /// How well it matches, to order by.
  auto rank(SearchLanguage language, std::string_view query) const {
    SqlText sql("ts_rank(");
    sql.add(this->self().text()).add(", ");
    add_search(sql, language, query);
    return Expression<float, Kind::floating, T::kNullable, typename T::Of>(std::move(sql.add(")")));
  }
};

}  // namespace detail
}  // namespace schemac::runtime
