// One query for all of it, since a program that starts far from its database waits for each round trip. Rows of several
// kinds share its columns. It is written for PostgreSQL 13 to 18, and qualifies what a search_path could hide.
#include "contract_facts.hpp"

#include <cstdlib>
#include <optional>
#include <set>

namespace schemac::runtime::detail {
namespace {

// A row of pg_constraint for a foreign key may stand for a partition of the table it refers to: its parent on the same
// table says it already. NOT NULL (kind n, since 18) is told of columns. Index columns: docs/15/catalog-pg-index.html.
constexpr std::string_view kQuery = R"sql(
WITH RECURSIVE
  tables AS (
    SELECT wanted.place, c.oid, c.relkind
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
         WITH ORDINALITY AS wanted (schema, name, place)
    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name),
  columns AS (
    SELECT t.place, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.atthasdef, a.attidentity, a.attgenerated
    FROM tables t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid
    WHERE a.attnum > 0 AND NOT a.attisdropped),
  beneath (type, at, modifier, not_null, filled) AS (
    SELECT DISTINCT c.atttypid, c.atttypid, -1, false, false FROM columns c
    UNION ALL
    SELECT b.type, d.typbasetype, d.typtypmod, b.not_null OR d.typnotnull, b.filled OR d.typdefault IS NOT NULL
    FROM beneath b JOIN pg_catalog.pg_type d ON d.oid = b.at AND d.typtype = 'd'),
  keys AS (
    SELECT t.place, i.indexrelid, i.indrelid, i.indkey, i.indnkeyatts, i.indpred, i.indisvalid, i.indimmediate
    FROM tables t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
    WHERE i.indisunique),
  enums AS (
    SELECT wanted.place, y.oid
    FROM ROWS FROM (pg_catalog.unnest($3::pg_catalog.text[]), pg_catalog.unnest($4::pg_catalog.text[]))
         WITH ORDINALITY AS wanted (schema, name, place)
    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
    JOIN pg_catalog.pg_type y ON y.typnamespace = n.oid AND y.typname = wanted.name AND y.typtype = 'e')
SELECT * FROM (
SELECT 'table' AS part, place, 0::pg_catalog.float8 AS major, 0::pg_catalog.int8 AS minor, relkind::pg_catalog.text AS name,
       EXISTS (SELECT FROM pg_catalog.pg_trigger g
               WHERE g.tgrelid = tables.oid AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
                 AND g.tgtype & 7 = 7) AS one,
       false AS two, false AS three, NULL::pg_catalog.oid AS type, NULL::pg_catalog.text AS spelling,
       NULL::pg_catalog.oid AS base, NULL::pg_catalog.text AS base_spelling, NULL::pg_catalog.text AS base_name
FROM tables
UNION ALL
SELECT 'column', c.place, c.attnum, 0, c.attname,
       c.attnotnull OR b.not_null,
       c.atthasdef OR c.attidentity <> '' OR c.attgenerated <> '' OR b.filled,
       c.attgenerated <> '' OR c.attidentity = 'a',
       c.atttypid, pg_catalog.format_type(c.atttypid, c.atttypmod),
       b.at, pg_catalog.format_type(b.at, CASE WHEN b.at = c.atttypid THEN c.atttypmod ELSE b.modifier END), y.typname
FROM columns c
JOIN beneath b ON b.type = c.atttypid
JOIN pg_catalog.pg_type y ON y.oid = b.at AND y.typtype <> 'd'
UNION ALL
SELECT 'key', k.place, k.indexrelid::pg_catalog.int8, part.number, a.attname, k.indpred IS NOT NULL, false, false,
       NULL, NULL, NULL, NULL, NULL
FROM keys k
CROSS JOIN LATERAL pg_catalog.unnest(k.indkey::pg_catalog.int2[]) WITH ORDINALITY AS part (attnum, number)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = k.indrelid AND a.attnum = part.attnum
WHERE k.indisvalid AND k.indimmediate AND part.number <= k.indnkeyatts
UNION ALL
SELECT 'constraint', t.place, 0, 0, c.conname, false, false, false, NULL, c.contype::pg_catalog.text, NULL, NULL, NULL
FROM tables t
JOIN pg_catalog.pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('p', 'u', 'x', 'f', 'c')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid)
UNION ALL
SELECT 'constraint', k.place, 0, 0, x.relname, false, false, false, NULL, 'i', NULL, NULL, NULL
FROM keys k
JOIN pg_catalog.pg_class x ON x.oid = k.indexrelid
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = k.indexrelid AND c.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'enum', e.place, 0, 0, NULL, false, false, false, NULL, NULL, NULL, NULL, NULL FROM enums e
UNION ALL
SELECT 'label', e.place, l.enumsortorder, 0, l.enumlabel, false, false, false, NULL, NULL, NULL, NULL, NULL
FROM enums e JOIN pg_catalog.pg_enum l ON l.enumtypid = e.oid
UNION ALL
SELECT 'type', wanted.place, 0, 0, wanted.spelling, false, false, false,
       pg_catalog.to_regtype(wanted.spelling)::pg_catalog.oid, NULL, NULL, NULL, NULL
FROM pg_catalog.unnest($5::pg_catalog.text[]) WITH ORDINALITY AS wanted (spelling, place)
) AS found
ORDER BY part, place, major, minor, name COLLATE "C"
)sql";

/// https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO
void append(std::string& array, std::string_view text) {
  array += array.size() == 1 ? "\"" : ",\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') array += '\\';
    array += c;
  }
  array += '"';
}

/// The parameters of kQuery.
std::vector<std::optional<std::string>> names_of(const Contract& contract) {
  std::string table_schemas = "{", table_names = "{", enum_schemas = "{", enum_names = "{", types = "{";
  std::set<std::string_view> spellings;
  for (const TableContract& table : contract.tables) {
    append(table_schemas, table.schema);
    append(table_names, table.name);
    for (const ColumnContract& column : table.columns)
      if (spellings.insert(column.type).second) append(types, column.type);
  }
  for (const EnumContract& each : contract.enums) {
    append(enum_schemas, each.schema);
    append(enum_names, each.name);
  }
  return {table_schemas + '}', table_names + '}', enum_schemas + '}', enum_names + '}', types + '}'};
}

bool yes(const TextRow& row, std::size_t column) { return row[column] == "t"; }
std::string text(const TextRow& row, std::size_t column) { return std::string(row[column].value_or("")); }
std::uint32_t oid(const TextRow& row, std::size_t column) {
  return static_cast<std::uint32_t>(std::strtoul(text(row, column).c_str(), nullptr, 10));
}

FoundColumn column_of(const TextRow& row) {
  return {text(row, 4),
          {oid(row, 8), text(row, 9), oid(row, 10), text(row, 11), text(row, 12)},
          yes(row, 5),
          yes(row, 6),
          yes(row, 7)};
}

void add_to_table(FoundTable& table, std::string_view part, const TextRow& row) {
  if (part == "table") {
    table.kind = row.text(4).front();
    table.may_fill = yes(row, 5);
  } else if (part == "column") {
    table.columns.push_back(column_of(row));
  } else if (part == "key") {
    // Rows of one index follow one another; its first column is number 1.
    if (row.text(3) == "1") table.keys.push_back({{}, yes(row, 5)});
    table.keys.back().columns.push_back(text(row, 4));
  } else {
    table.constraints.push_back({text(row, 4), static_cast<ConstraintKind>(row.text(9).front())});
  }
}

}  // namespace

Facts read_facts(Executor& executor, const Contract& contract) {
  Facts facts;
  facts.tables.resize(contract.tables.size());
  facts.enums.resize(contract.enums.size());
  const TextResult rows = executor.query_unchecked_sql(kQuery, names_of(contract));
  for (const TextRow row : rows) {
    const std::string_view part = row.text(0);
    const std::size_t place = std::strtoul(std::string(row.text(1)).c_str(), nullptr, 10) - 1;
    if (part == "type") {
      facts.types.emplace(row.text(4), oid(row, 8));
    } else if (part == "enum") {
      facts.enums.at(place).exists = true;
    } else if (part == "label") {
      facts.enums.at(place).labels.push_back(text(row, 4));
    } else {
      add_to_table(facts.tables.at(place), part, row);
    }
  }
  return facts;
}

}  // namespace schemac::runtime::detail
