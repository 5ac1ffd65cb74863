// The value of a `json` or `jsonb` column: its text, unparsed, so that no JSON library is chosen for the application.
// `jsonb` gives the text back in PostgreSQL's normal form; two values compare here as texts do.
#pragma once

#include <compare>
#include <string>

namespace schemac::runtime {

struct Json {
  std::string text = "null";

  friend auto operator<=>(const Json&, const Json&) = default;
};

}  // namespace schemac::runtime
