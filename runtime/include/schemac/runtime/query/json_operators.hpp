// Operators of json and jsonb. https://www.postgresql.org/docs/15/functions-json.html
#pragma once

#include <schemac/runtime/json.hpp>
#include <schemac/runtime/query/text_operators.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime::detail {

/// What there is of both.
template <class Self, class T>
class JsonOperators : public OperatorBase<Self, T> {
  using Part = Expression<Json, T::kKind, true, typename T::Of>;
  using Text = Expression<std::string, Kind::text, true, typename T::Of>;

 public:
  /// The member of this name; NULL where there is none.
  Part get(std::string_view key) const { return Part(part(" -> ", std::string(key), "::text")); }
  /// The element at this place, from 0; from the end, where it is negative.
  Part at(std::int32_t index) const { return Part(part(" -> ", index, {})); }
  /// The member of this name as text; NULL where there is none, or it is null.
  Text text_of(std::string_view key) const { return Text(part(" ->> ", std::string(key), "::text")); }
  /// What these keys, one after another, lead to.
  Part path(const std::vector<std::string>& keys) const { return Part(part(" #> ", keys, "::text[]")); }
  Text text_at(const std::vector<std::string>& keys) const { return Text(part(" #>> ", keys, "::text[]")); }

 private:
  template <class Key>
  SqlText part(Fragment symbol, const Key& key, std::string_view cast) const {
    SqlText sql("(");
    return std::move(sql.add(infix_value(this->self(), symbol, key, cast).text()).add(")"));
  }
};

template <class Self, class T>
class KindOperators<Self, T, Kind::json> : public JsonOperators<Self, T> {};

template <class Self, class T>
class KindOperators<Self, T, Kind::jsonb> : public JsonOperators<Self, T> {
  using On = typename ConditionOn<typename T::Of>::Type;

 public:
  /// Has everything that this has, at the same place.
  On contains(const Json& part) const { return this->with_value(" @> ", part, "::jsonb"); }
  On within(const Json& whole) const { return this->with_value(" <@ ", whole, "::jsonb"); }
  /// Has a member, or a string element, of this name.
  On has_key(std::string_view key) const { return this->with_value(" ? ", std::string(key), "::text"); }
  On has_any_key(const std::vector<std::string>& keys) const { return this->with_value(" ?| ", keys, "::text[]"); }
  On has_all_keys(const std::vector<std::string>& keys) const { return this->with_value(" ?& ", keys, "::text[]"); }
  /// Has something at this path of the language jsonpath: `$.tags[*] ? (@ == "red")`. Where a `strict` path does not
  /// fit the value, it has not: PostgreSQL keeps the error to itself and answers NULL.
  On has_path(std::string_view path) const {
    return On(ConditionText(infix_value(this->self(), " @? ", std::string(path), "::jsonpath").text(), Doubt::maybe));
  }
};

}  // namespace schemac::runtime::detail
