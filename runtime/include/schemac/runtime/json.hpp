// The value of a `json` or `jsonb` column: its text, unparsed, so that no JSON library is chosen for the application.
// `jsonb` gives the text back in PostgreSQL's normal form; two values compare here as texts do.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <utility>

namespace schemac::runtime {

struct Json {
  std::string text = "null";

  Json() = default;
  Json(std::string json) : text(std::move(json)) {}  // NOLINT: a text is what it is
  Json(const char* json) : text(json) {}             // NOLINT: `.details = R"({"a": 1})"`
  Json(std::nullptr_t) = delete;                     // `std::nullopt` is NULL, `"null"` is JSON's

  friend auto operator<=>(const Json&, const Json&) = default;
};

}  // namespace schemac::runtime
