// Every word for a type, and what it is in PostgreSQL.
#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

using model::TypeWord;

struct Case {
  std::string word;
  TypeWord type;
  std::string sql;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"Boolean", TypeWord::boolean, "boolean"},
      {"SmallInt", TypeWord::smallint, "smallint"},
      {"Integer", TypeWord::integer, "integer"},
      {"BigInt", TypeWord::bigint, "bigint"},
      {"Real", TypeWord::real, "real"},
      {"DoublePrecision", TypeWord::double_precision, "double precision"},
      {"Numeric<>", TypeWord::numeric, "numeric"},
      {"Numeric<10>", TypeWord::numeric, "numeric(10,0)"},
      {"Numeric<10, 2>", TypeWord::numeric, "numeric(10,2)"},
      {"Numeric<5, -2>", TypeWord::numeric, "numeric(5,-2)"},
      {"Money", TypeWord::money, "money"},
      {"Text", TypeWord::text, "text"},
      {"Varchar<50>", TypeWord::varchar, "character varying(50)"},
      {"Varchar<>", TypeWord::varchar, "character varying"},
      {"VarBit<>", TypeWord::varbit, "bit varying"},
      {"Varchar<2 * kHalf>", TypeWord::varchar, "character varying(50)"},
      {"Char<3>", TypeWord::char_, "character(3)"},
      {"CiText", TypeWord::citext, "public.citext"},
      {"Bytea", TypeWord::bytea, "bytea"},
      {"Uuid", TypeWord::uuid, "uuid"},
      {"Date", TypeWord::date, "date"},
      {"Time", TypeWord::time, "time without time zone"},
      {"TimeTz", TypeWord::timetz, "time with time zone"},
      {"Timestamp", TypeWord::timestamp, "timestamp without time zone"},
      {"TimestampTz", TypeWord::timestamptz, "timestamp with time zone"},
      {"Interval", TypeWord::interval, "interval"},
      {"Json", TypeWord::json, "json"},
      {"Jsonb", TypeWord::jsonb, "jsonb"},
      {"Xml", TypeWord::xml, "xml"},
      {"Inet", TypeWord::inet, "inet"},
      {"Cidr", TypeWord::cidr, "cidr"},
      {"MacAddr", TypeWord::macaddr, "macaddr"},
      {"MacAddr8", TypeWord::macaddr8, "macaddr8"},
      {"Bit<8>", TypeWord::bit, "bit(8)"},
      {"VarBit<8>", TypeWord::varbit, "bit varying(8)"},
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
      {"Enum<Color>", TypeWord::enumeration, "public.color"},
      {"Custom<\"geometry(\" \"Point,4326)\">", TypeWord::custom, "geometry(Point,4326)"},
      {"Place", TypeWord::custom, "geometry"},
  };
  return all;
}

/// One entity with a column of each type, wrapped by `before` and `after`.
model::Declared all_types(const std::string& before, const std::string& after) {
  std::string text =
      "constexpr int kHalf = 25;\nenum class Color { red };\nusing Place = Custom<\"geometry\">;\nstruct A : Entity "
      "{\n";
  for (std::size_t i = 0; i < cases().size(); ++i)
    text += before + cases()[i].word + after + " c" + std::to_string(i) + ";\n";
  return declared(text + "};");
}

}  // namespace

TEST_CASE("every word for a type is its type in PostgreSQL") {
  const model::Declared all = all_types("", "");
  const std::vector<model::Field>& fields = all.entities.front().fields;
  REQUIRE(fields.size() == cases().size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    INFO(cases()[i].word);
    CHECK(fields[i].type.word == cases()[i].type);
    CHECK(fields[i].type.sql == cases()[i].sql);
    CHECK_FALSE(fields[i].type.array);
    CHECK_FALSE(fields[i].nullable);
    CHECK(all.schema.tables.begin()->second.columns[i].type == cases()[i].sql);
    CHECK(all.schema.tables.begin()->second.columns[i].not_null);
  }
  CHECK(fields.back().type.enum_type.name.empty());
  CHECK(all.schema.extensions.find({model::Kind::extension, {}, {}, "citext"}) != nullptr);
}

TEST_CASE("every word can be nullable") {
  const model::Declared all = all_types("Nullable<", ">");
  for (std::size_t i = 0; i < cases().size(); ++i) {
    INFO(cases()[i].word);
    CHECK(all.entities.front().fields[i].nullable);
    CHECK(all.entities.front().fields[i].type.sql == cases()[i].sql);
    CHECK_FALSE(all.schema.tables.begin()->second.columns[i].not_null);
  }
}

TEST_CASE("every word can be the element of an array") {
  const model::Declared all = all_types("Nullable<Array<", ">>");
  for (std::size_t i = 0; i < cases().size(); ++i) {
    INFO(cases()[i].word);
    CHECK(all.entities.front().fields[i].type.array);
    CHECK(all.entities.front().fields[i].type.word == cases()[i].type);
    CHECK(all.entities.front().fields[i].type.sql == cases()[i].sql + "[]");
  }
}

TEST_CASE("a precision is part of the type") {
  const model::Declared all = declared(
      "struct A : Entity { TimestampTz a{precision(3)}; Timestamp b{precision(0)}; Time c{precision(6)};"
      " TimeTz d{precision(1)}; Interval e{precision(2)}; };");
  std::vector<std::string> types;
  for (const model::Column& column : all.schema.tables.begin()->second.columns) types.push_back(column.type);
  CHECK(types == std::vector<std::string>{"timestamp(3) with time zone", "timestamp(0) without time zone",
                                          "time(6) without time zone", "time(1) with time zone", "interval(2)"});
}

TEST_CASE("an enumeration is an enum type with its labels in order") {
  const model::Declared all = declared(
      "/// How it is.\n"
      "/// schemac: renamed from condition\n"
      "enum class OrderState {\n"
      "  open,   ///< Not yet paid.\n"
      "  /// schemac: renamed from payed\n"
      "  paid,\n"
      "  sent_back,\n"
      "  delete_ /**< schemac: label delete */\n"
      "};\n"
      "enum class Unused { a };\n"
      "struct A : Entity { Enum<OrderState> state{default_to(OrderState::delete_)}; };");
  REQUIRE(all.schema.enum_types.size() == 1);
  const model::EnumType& type = all.schema.enum_types.begin()->second;
  CHECK(type.name == model::QualifiedName{"public", "order_state"});
  CHECK(type.labels == std::vector<std::string>{"open", "paid", "sent_back", "delete"});
  CHECK(type.comment == "How it is.");
  REQUIRE(all.enumerations.size() == 1);
  CHECK(all.enumerations[0].enumerators[0].comment == "Not yet paid.");
  CHECK(all.enumerations[0].enumerators[3].name == "delete_");
  CHECK(all.enumerations[0].enumerators[3].label == "delete");
  CHECK(all.schema.tables.begin()->second.columns[0].default_expression == "'delete'::public.order_state");
  REQUIRE(all.renames.size() == 2);
  CHECK(all.renames[0].before.name == "condition");
  CHECK(all.renames[0].after.name == "order_state");
  CHECK(all.renames[1].label_before == "payed");
  CHECK(all.renames[1].label_after == "paid");
  const auto needs = all.schema.dependencies.find(model::column_id({"public", "as"}, "state"));
  REQUIRE(needs != all.schema.dependencies.end());
  CHECK(needs->second.contains({model::Kind::enum_type, "public", {}, "order_state"}));
}

}  // namespace schemac::frontend::tests
