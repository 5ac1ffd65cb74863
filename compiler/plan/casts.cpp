#include "plan/casts.hpp"

#include <algorithm>
#include <array>

namespace schemac::plan {
namespace {

struct Cast {
  std::string_view before;
  std::string_view after;
  CastPath path;
};

// The built-in casts of PostgreSQL 15 between different types, sorted; a test holds them against pg_cast. Those from
// and to strings are a rule below; types that only the catalog itself uses are left out.
// clang-format off
constexpr auto kCasts = std::to_array<Cast>({
    {"\"char\"", "integer", CastPath::explicit_cast},
    {"bigint", "bit", CastPath::explicit_cast},
    {"bigint", "double precision", CastPath::assignment},
    {"bigint", "integer", CastPath::assignment},
    {"bigint", "money", CastPath::assignment},
    {"bigint", "numeric", CastPath::assignment},
    {"bigint", "oid", CastPath::assignment},
    {"bigint", "real", CastPath::assignment},
    {"bigint", "smallint", CastPath::assignment},
    {"bit", "bigint", CastPath::explicit_cast},
    {"bit", "bit varying", CastPath::assignment},
    {"bit", "integer", CastPath::explicit_cast},
    {"bit varying", "bit", CastPath::assignment},
    {"boolean", "integer", CastPath::explicit_cast},
    {"box", "circle", CastPath::explicit_cast},
    {"box", "lseg", CastPath::explicit_cast},
    {"box", "point", CastPath::explicit_cast},
    {"box", "polygon", CastPath::assignment},
    {"cidr", "inet", CastPath::assignment},
    {"circle", "box", CastPath::explicit_cast},
    {"circle", "point", CastPath::explicit_cast},
    {"circle", "polygon", CastPath::explicit_cast},
    {"date", "timestamp with time zone", CastPath::assignment},
    {"date", "timestamp without time zone", CastPath::assignment},
    {"daterange", "datemultirange", CastPath::explicit_cast},
    {"double precision", "bigint", CastPath::assignment},
    {"double precision", "integer", CastPath::assignment},
    {"double precision", "numeric", CastPath::assignment},
    {"double precision", "real", CastPath::assignment},
    {"double precision", "smallint", CastPath::assignment},
    {"inet", "cidr", CastPath::assignment},
    {"int4range", "int4multirange", CastPath::explicit_cast},
    {"int8range", "int8multirange", CastPath::explicit_cast},
    {"integer", "\"char\"", CastPath::explicit_cast},
    {"integer", "bigint", CastPath::assignment},
    {"integer", "bit", CastPath::explicit_cast},
    {"integer", "boolean", CastPath::explicit_cast},
    {"integer", "double precision", CastPath::assignment},
    {"integer", "money", CastPath::assignment},
    {"integer", "numeric", CastPath::assignment},
    {"integer", "oid", CastPath::assignment},
    {"integer", "real", CastPath::assignment},
    {"integer", "smallint", CastPath::assignment},
    {"interval", "time without time zone", CastPath::assignment},
    {"json", "jsonb", CastPath::assignment},
    {"jsonb", "bigint", CastPath::explicit_cast},
    {"jsonb", "boolean", CastPath::explicit_cast},
    {"jsonb", "double precision", CastPath::explicit_cast},
    {"jsonb", "integer", CastPath::explicit_cast},
    {"jsonb", "json", CastPath::assignment},
    {"jsonb", "numeric", CastPath::explicit_cast},
    {"jsonb", "real", CastPath::explicit_cast},
    {"jsonb", "smallint", CastPath::explicit_cast},
    {"lseg", "point", CastPath::explicit_cast},
    {"macaddr", "macaddr8", CastPath::assignment},
    {"macaddr8", "macaddr", CastPath::assignment},
    {"money", "numeric", CastPath::assignment},
    {"numeric", "bigint", CastPath::assignment},
    {"numeric", "double precision", CastPath::assignment},
    {"numeric", "integer", CastPath::assignment},
    {"numeric", "money", CastPath::assignment},
    {"numeric", "real", CastPath::assignment},
    {"numeric", "smallint", CastPath::assignment},
    {"numrange", "nummultirange", CastPath::explicit_cast},
    {"oid", "bigint", CastPath::assignment},
    {"oid", "integer", CastPath::assignment},
    {"path", "polygon", CastPath::assignment},
    {"point", "box", CastPath::assignment},
    {"polygon", "box", CastPath::explicit_cast},
    {"polygon", "circle", CastPath::explicit_cast},
    {"polygon", "path", CastPath::assignment},
    {"polygon", "point", CastPath::explicit_cast},
    {"real", "bigint", CastPath::assignment},
    {"real", "double precision", CastPath::assignment},
    {"real", "integer", CastPath::assignment},
    {"real", "numeric", CastPath::assignment},
    {"real", "smallint", CastPath::assignment},
    {"smallint", "bigint", CastPath::assignment},
    {"smallint", "double precision", CastPath::assignment},
    {"smallint", "integer", CastPath::assignment},
    {"smallint", "numeric", CastPath::assignment},
    {"smallint", "oid", CastPath::assignment},
    {"smallint", "real", CastPath::assignment},
    {"time with time zone", "time without time zone", CastPath::assignment},
    {"time without time zone", "interval", CastPath::assignment},
    {"time without time zone", "time with time zone", CastPath::assignment},
    {"timestamp with time zone", "date", CastPath::assignment},
    {"timestamp with time zone", "time with time zone", CastPath::assignment},
    {"timestamp with time zone", "time without time zone", CastPath::assignment},
    {"timestamp with time zone", "timestamp without time zone", CastPath::assignment},
    {"timestamp without time zone", "date", CastPath::assignment},
    {"timestamp without time zone", "time without time zone", CastPath::assignment},
    {"timestamp without time zone", "timestamp with time zone", CastPath::assignment},
    {"tsrange", "tsmultirange", CastPath::explicit_cast},
    {"tstzrange", "tstzmultirange", CastPath::explicit_cast},
    {"xid8", "xid", CastPath::explicit_cast},
});
// clang-format on

// Every type is cast to these by its output function, and from them by its input function, if asked.
bool is_string(std::string_view type) {
  return type == "text" || type == "character varying" || type == "character" || type == "name";
}

/// The types that have casts in the table, and those whose text nothing else reads. Of others, which users and
/// extensions define, nobody knows what they read.
bool is_known(std::string_view type) {
  constexpr auto kWithoutCasts = std::to_array<std::string_view>(
      {"bytea", "line", "pg_lsn", "tsquery", "tsvector", "txid_snapshot", "uuid", "xml"});
  return std::find(kWithoutCasts.begin(), kWithoutCasts.end(), type) != kWithoutCasts.end() ||
         std::any_of(kCasts.begin(), kCasts.end(),
                     [&](const Cast& each) { return each.before == type || each.after == type; });
}

bool is_whole_number(std::string_view type) {
  return type == "smallint" || type == "integer" || type == "bigint" || type == "oid";
}

/// Known types without a cast of which the one reads what the other writes: ranges, and numbers as seconds.
bool read_each_other(std::string_view before, std::string_view after) {
  for (const std::string_view suffix : {"multirange", "range"}) {
    if (before.ends_with(suffix)) return after.ends_with(suffix) && after.find("multi") == before.find("multi");
  }
  if (after == "interval") return is_whole_number(before);
  return is_whole_number(before) && is_whole_number(after);
}

CastPath element_path(std::string_view before, std::string_view after) {
  if (before == after || is_string(after)) return CastPath::assignment;
  const auto cast = std::find_if(kCasts.begin(), kCasts.end(),
                                 [&](const Cast& each) { return each.before == before && each.after == after; });
  if (cast != kCasts.end()) return cast->path;
  if (is_string(before)) return CastPath::explicit_cast;
  return is_known(before) && is_known(after) && !read_each_other(before, after) ? CastPath::none
                                                                                : CastPath::through_text;
}

}  // namespace

bool is_array(std::string_view type) { return type.ends_with("[]"); }

std::string element_type(std::string_view type) {
  std::string element;
  bool quoted = false;
  int depth = 0;
  for (const char c : type) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c == '[') break;
    if (!quoted && c == '(') ++depth;
    if (depth == 0) element += c;
    if (!quoted && c == ')') --depth;
  }
  return element.starts_with("interval ") ? "interval" : element;
}

// An array is cast by the casts of its elements.
CastPath cast_path(std::string_view before, std::string_view after) {
  if (is_array(before) == is_array(after)) return element_path(element_type(before), element_type(after));
  if (is_string(element_type(after)) && !is_array(after)) return CastPath::assignment;
  return is_string(element_type(before)) && !is_array(before) ? CastPath::explicit_cast : CastPath::none;
}

}  // namespace schemac::plan
