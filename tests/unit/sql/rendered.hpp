// What the tests of rendering share.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sql/parse.hpp"
#include "sql/render.hpp"

namespace schemac::test {

using Texts = std::vector<std::string>;

/// The statements of the change, each of which is one that PostgreSQL parses.
inline Texts rendered(const diff::Change& change) {
  const auto texts = sql::statements(change);
  for (const std::string& text : texts) {
    const auto error = sql::check_statements(text);
    INFO(text);
    INFO((error ? error->message : ""));
    CHECK_FALSE(error);
    CHECK(sql::split(text).size() == 1);
  }
  return texts;
}

/// The object as it is created.
template <class K>
diff::Change create(K object) {
  return diff::Create<K>{std::move(object)};
}

}  // namespace schemac::test
