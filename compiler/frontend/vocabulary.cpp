#include "frontend/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace schemac::frontend {
namespace {

using model::TypeWord;

// https://www.postgresql.org/docs/15/datatype.html
constexpr auto kTypes = std::to_array<TypeSpelling>({
    {"Boolean", TypeWord::boolean, "boolean"},
    {"SmallInt", TypeWord::smallint, "smallint"},
    {"Integer", TypeWord::integer, "integer"},
    {"BigInt", TypeWord::bigint, "bigint"},
    {"Real", TypeWord::real, "real"},
    {"DoublePrecision", TypeWord::double_precision, "double precision"},
    {"Numeric", TypeWord::numeric, "numeric"},
    {"Money", TypeWord::money, "money"},
    {"Text", TypeWord::text, "text"},
    {"Varchar", TypeWord::varchar, "character varying"},
    {"Char", TypeWord::char_, "character"},
    {"Bytea", TypeWord::bytea, "bytea"},
    {"Uuid", TypeWord::uuid, "uuid"},
    {"Date", TypeWord::date, "date"},
    {"Time", TypeWord::time, "time", " without time zone"},
    {"TimeTz", TypeWord::timetz, "time", " with time zone"},
    {"Timestamp", TypeWord::timestamp, "timestamp", " without time zone"},
    {"TimestampTz", TypeWord::timestamptz, "timestamp", " with time zone"},
    {"Interval", TypeWord::interval, "interval"},
    {"Json", TypeWord::json, "json"},
    {"Jsonb", TypeWord::jsonb, "jsonb"},
    {"Xml", TypeWord::xml, "xml"},
    {"Inet", TypeWord::inet, "inet"},
    {"Cidr", TypeWord::cidr, "cidr"},
    {"MacAddr", TypeWord::macaddr, "macaddr"},
    {"MacAddr8", TypeWord::macaddr8, "macaddr8"},
    {"Bit", TypeWord::bit, "bit"},
    {"VarBit", TypeWord::varbit, "bit varying"},
    {"Point", TypeWord::point, "point"},
    {"Line", TypeWord::line, "line"},
    {"Lseg", TypeWord::lseg, "lseg"},
    {"Box", TypeWord::box, "box"},
    {"Path", TypeWord::path, "path"},
    {"Polygon", TypeWord::polygon, "polygon"},
    {"Circle", TypeWord::circle, "circle"},
    {"TsVector", TypeWord::tsvector, "tsvector"},
    {"TsQuery", TypeWord::tsquery, "tsquery"},
    {"PgLsn", TypeWord::pg_lsn, "pg_lsn"},
    {"Oid", TypeWord::oid, "oid"},
    {"Int4Range", TypeWord::int4range, "int4range"},
    {"Int8Range", TypeWord::int8range, "int8range"},
    {"NumRange", TypeWord::numrange, "numrange"},
    {"DateRange", TypeWord::daterange, "daterange"},
    {"TsRange", TypeWord::tsrange, "tsrange"},
    {"TsTzRange", TypeWord::tstzrange, "tstzrange"},
    {"Int4MultiRange", TypeWord::int4multirange, "int4multirange"},
    {"Int8MultiRange", TypeWord::int8multirange, "int8multirange"},
    {"NumMultiRange", TypeWord::nummultirange, "nummultirange"},
    {"DateMultiRange", TypeWord::datemultirange, "datemultirange"},
    {"TsMultiRange", TypeWord::tsmultirange, "tsmultirange"},
    {"TsTzMultiRange", TypeWord::tstzmultirange, "tstzmultirange"},
});

}  // namespace

std::span<const TypeSpelling> type_spellings() { return kTypes; }

const TypeSpelling* find_type_word(std::string_view word) {
  const auto* const found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeSpelling& spelling) { return spelling.word == word; });
  return found == kTypes.end() ? nullptr : found;
}

}  // namespace schemac::frontend
