// The values of `tsvector` and `tsquery` columns, in PostgreSQL's text form. They are made by `to_tsvector` and read by
// operators, both in SQL; a program carries them and no more.
#pragma once

#include <string>

namespace schemac::runtime {

struct TsVector {
  std::string text;

  friend bool operator==(const TsVector&, const TsVector&) = default;
};

struct TsQuery {
  std::string text;

  friend bool operator==(const TsQuery&, const TsQuery&) = default;
};

}  // namespace schemac::runtime
