// Which bounds leave nothing out of another one, as far as words tell.
#include "diff/partition_bound.hpp"

#include <catch2/catch.hpp>

using namespace schemac;

namespace {

bool cover(const std::string& key, const std::string& type, const std::string& bound,
           const std::vector<std::string>& bounds) {
  model::Table parent;
  parent.partition_by = key;
  parent.columns.resize(1);
  parent.columns[0].name = "k";
  parent.columns[0].type = type;
  diff::Bounds all(parent);
  for (const std::string& each : bounds) all.add("FOR VALUES " + each);
  return all.cover("FOR VALUES " + bound);
}

}  // namespace

TEST_CASE("ranges cover what they leave no gap in") {
  const auto ranges = [](const std::string& type, const std::string& bound, const std::vector<std::string>& bounds) {
    return cover("RANGE (k)", type, bound, bounds);
  };
  CHECK(ranges("integer", "FROM (0) TO (100)", {"FROM (50) TO (100)", "FROM (0) TO (50)"}));
  CHECK(ranges("integer", "FROM (9) TO (10)", {"FROM (-5) TO (100)"}));
  CHECK(ranges("bigint", "FROM ('-10') TO ('-9')", {"FROM ('-100') TO ('0')"}));
  CHECK(ranges("integer", "FROM (0) TO (100)", {"FROM (MINVALUE) TO (MAXVALUE)"}));
  CHECK(ranges("date", "FROM ('2024-01-01') TO ('2024-02-01')",
               {"FROM ('2023-01-01') TO ('2024-01-15')", "FROM ('2024-01-15') TO (MAXVALUE)"}));
  const std::vector<std::string> winter = {"FROM ('2024-01-01 00:00:00+01') TO ('2024-03-01 00:00:00+01')"};
  const std::string within = "FROM ('2024-01-15 00:00:00+01') TO ('2024-02-01 00:00:00+01')";
  for (const char* type : {"timestamp with time zone", "timestamp(3) with time zone"}) {
    CHECK(ranges(type, within, winter));
    CHECK_FALSE(ranges(type, "FROM ('2024-01-01 00:00:00+02') TO ('2024-02-01 00:00:00+02')", winter));
  }
  CHECK_FALSE(ranges("integer", "FROM (0) TO (100)", {"FROM (0) TO (50)", "FROM (51) TO (100)"}));
  CHECK_FALSE(ranges("integer", "FROM (0) TO (MAXVALUE)", {"FROM (0) TO (1000)"}));
  CHECK_FALSE(ranges("integer", "FROM (0) TO (100)", {}));
  CHECK_FALSE(ranges("date", "FROM ('2023-01-01') TO ('2024-01-01')", {"FROM ('2024-01-01') TO ('2025-01-01')"}));
}

TEST_CASE("what is ordered by rules that only the server knows covers by its spelling alone") {
  CHECK(cover("RANGE (k)", "text", "FROM ('a') TO ('m')", {"FROM ('a') TO ('m')"}));
  CHECK_FALSE(cover("RANGE (k)", "text", "FROM ('b') TO ('c')", {"FROM ('a') TO ('m')"}));
  CHECK_FALSE(cover("RANGE (lower(k))", "text", "FROM ('10') TO ('11')", {"FROM ('1') TO ('2')"}));
  CHECK_FALSE(cover("RANGE (k)", "date", "FROM ('0044-01-01 BC') TO ('0043-01-01 BC')",
                    {"FROM ('0045-01-01 BC') TO ('0010-01-01 BC')"}));
  CHECK_FALSE(cover("RANGE (k COLLATE \"C\")", "text", "FROM ('a') TO ('b')", {"FROM ('a') TO ('b')"}));
}

TEST_CASE("lists cover by their values and shares by their remainders") {
  CHECK(cover("LIST (k)", "text", "IN ('a', NULL)", {"IN ('b', 'a')", "IN (NULL)"}));
  CHECK(cover("LIST (k)", "text", "IN ('a,b')", {"IN ('c', 'a,b')"}));
  CHECK_FALSE(cover("LIST (k)", "text", "IN ('a', 'b')", {"IN ('a')"}));
  CHECK(cover("HASH (k)", "integer", "WITH (modulus 4, remainder 3)", {"WITH (modulus 2, remainder 1)"}));
  CHECK_FALSE(cover("HASH (k)", "integer", "WITH (modulus 4, remainder 2)", {"WITH (modulus 2, remainder 1)"}));
  CHECK_FALSE(cover("HASH (k)", "integer", "WITH (modulus 2, remainder 1)", {"WITH (modulus 4, remainder 3)"}));
}
