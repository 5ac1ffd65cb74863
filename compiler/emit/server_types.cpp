#include "emit/server_types.hpp"

#include <string_view>
#include <unordered_map>

#include "sql/quote.hpp"

namespace schemac::emit {
namespace {

using model::TypeWord;

/// typname of pg_type, where the schema is pg_catalog. https://www.postgresql.org/docs/15/datatype.html
const std::unordered_map<std::string_view, TypeWord> kWords = {
    {"bool", TypeWord::boolean},
    {"int2", TypeWord::smallint},
    {"int4", TypeWord::integer},
    {"int8", TypeWord::bigint},
    {"float4", TypeWord::real},
    {"float8", TypeWord::double_precision},
    {"numeric", TypeWord::numeric},
    {"money", TypeWord::money},
    {"text", TypeWord::text},
    {"name", TypeWord::text},
    {"char", TypeWord::text},
    {"varchar", TypeWord::varchar},
    {"bpchar", TypeWord::char_},
    {"bytea", TypeWord::bytea},
    {"uuid", TypeWord::uuid},
    {"date", TypeWord::date},
    {"time", TypeWord::time},
    {"timetz", TypeWord::timetz},
    {"timestamp", TypeWord::timestamp},
    {"timestamptz", TypeWord::timestamptz},
    {"interval", TypeWord::interval},
    {"json", TypeWord::json},
    {"jsonb", TypeWord::jsonb},
    {"xml", TypeWord::xml},
    {"inet", TypeWord::inet},
    {"cidr", TypeWord::cidr},
    {"macaddr", TypeWord::macaddr},
    {"macaddr8", TypeWord::macaddr8},
    {"bit", TypeWord::bit},
    {"varbit", TypeWord::varbit},
    {"point", TypeWord::point},
    {"line", TypeWord::line},
    {"lseg", TypeWord::lseg},
    {"box", TypeWord::box},
    {"path", TypeWord::path},
    {"polygon", TypeWord::polygon},
    {"circle", TypeWord::circle},
    {"tsvector", TypeWord::tsvector},
    {"tsquery", TypeWord::tsquery},
    {"pg_lsn", TypeWord::pg_lsn},
    {"oid", TypeWord::oid},
    {"int4range", TypeWord::int4range},
    {"int8range", TypeWord::int8range},
    {"numrange", TypeWord::numrange},
    {"daterange", TypeWord::daterange},
    {"tsrange", TypeWord::tsrange},
    {"tstzrange", TypeWord::tstzrange},
    {"int4multirange", TypeWord::int4multirange},
    {"int8multirange", TypeWord::int8multirange},
    {"nummultirange", TypeWord::nummultirange},
    {"datemultirange", TypeWord::datemultirange},
    {"tsmultirange", TypeWord::tsmultirange},
    {"tstzmultirange", TypeWord::tstzmultirange},
};

TypeWord word_of(const model::QualifiedName& name, const EnumNames& enums) {
  if (enums.contains(name)) return TypeWord::enumeration;
  // An extension may be in any schema.
  if (name.schema != "pg_catalog") return name.name == "citext" ? TypeWord::citext : TypeWord::custom;
  const auto found = kWords.find(name.name);
  return found == kWords.end() ? TypeWord::custom : found->second;
}

}  // namespace

model::ColumnType column_type(const model::QueryType& type, const EnumNames& enums) {
  model::ColumnType column;
  column.word = word_of(type.name, enums);
  column.sql = sql::qualified(type.name) + (type.array ? "[]" : "");
  column.array = type.array;
  if (column.word == TypeWord::enumeration) column.enum_type = type.name;
  return column;
}

bool is_readable(const model::QueryType& type, const EnumNames& enums) {
  const TypeWord word = word_of(type.name, enums);
  // Their binary form can be read, though a repository asks for their text.
  const bool of_text_search = word == TypeWord::tsvector || word == TypeWord::tsquery;
  return !type.of_domain && (of_text_search || !type_table()[static_cast<std::size_t>(word)].as_text);
}

}  // namespace schemac::emit
