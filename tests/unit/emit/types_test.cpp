#include "emit/types.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "unit/emit/sample.hpp"

using namespace schemac;
using model::TypeWord;

namespace {

emit::CppType spelled(const model::Field& field) {
  return emit::cpp_type(field, {{{"shop", "size"}, {"shop", "Size", "schema/sizes.hpp"}}}, "shop", {"id"});
}

}  // namespace

TEST_CASE("docs/types.md has the row of every word of the vocabulary") {
  std::ifstream file(SCHEMAC_SOURCE_DIR "/docs/types.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const emit::TypeSpelling& row : emit::type_table()) {
    const std::string cpp = row.cpp.empty() ? "your enum class" : "`" + std::string(row.cpp) + "`";
    const std::string line = "| `" + std::string(row.vocabulary) + "` | " + std::string(row.sql) + " | " + cpp + " |";
    INFO(line);
    CHECK(text.str().find(line) != std::string::npos);
  }
}

TEST_CASE("a modifier in the middle of a type's name is taken out, one in a quoted name is not") {
  CHECK(emit::without_modifiers("character varying(3)") == "character varying");
  CHECK(emit::without_modifiers("timestamp(3) with time zone") == "timestamp with time zone");
  CHECK(emit::without_modifiers("public.\"odd(name)\"(1)") == "public.\"odd(name)\"");
}

TEST_CASE("the elements of an array are cast without a length, which would cut them") {
  model::Field codes = tests::field("codes", TypeWord::varchar, "character varying(3)[]");
  codes.type.array = true;
  CHECK(spelled(codes).write_cast == "::character varying[]");
  CHECK(spelled(codes).spelling == "std::vector<std::string>");
  codes.type = {TypeWord::char_, "character(3)[]", true, {}};
  CHECK(spelled(codes).write_cast == "::bpchar[]");
  codes.type = {TypeWord::bit, "bit(3)[]", true, {}};
  CHECK(spelled(codes).write_cast == "::pg_catalog.\"bit\"[]");
}

TEST_CASE("a type of the user's own is text in C++ and cast on both ways") {
  const emit::CppType area = spelled(tests::field("area", TypeWord::custom, "public.geometry(Point,4326)"));
  CHECK(area.spelling == "std::string");
  CHECK(area.read_cast == "::text");
  CHECK(area.write_cast == "::public.geometry");
}

TEST_CASE("an enumeration is qualified where its name means something else") {
  model::Field size = tests::field("size", TypeWord::enumeration, "shop.size");
  size.type.enum_type = {"shop", "size"};
  const emit::EnumNames enums{{{"shop", "size"}, {"shop", "Size", "schema/sizes.hpp"}}};
  CHECK(emit::cpp_type(size, enums, "shop", {"size"}).spelling == "Size");
  CHECK(emit::cpp_type(size, enums, "store", {"size"}).spelling == "::shop::Size");
  CHECK(emit::cpp_type(size, enums, "shop", {"Size"}).spelling == "::shop::Size");
}

TEST_CASE("what is hashed or encrypted has a type that no plain text converts to") {
  model::Field secret = tests::field("password", TypeWord::text, "text");
  secret.hashed = true;
  CHECK(spelled(secret).spelling == "schemac::runtime::PasswordHash");
  secret.hashed = false;
  secret.encrypted = true;
  CHECK(spelled(secret).spelling == "schemac::runtime::Ciphertext");
}
