// The value of an `xml` column: its text, unparsed. PostgreSQL has no equality for xml; this one compares texts.
#pragma once

#include <string>

namespace schemac::runtime {

struct Xml {
  std::string text;

  friend bool operator==(const Xml&, const Xml&) = default;
};

}  // namespace schemac::runtime
