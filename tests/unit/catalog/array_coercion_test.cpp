#include "catalog/array_coercion.hpp"

#include <catch2/catch.hpp>

using schemac::catalog::with_array_coercions;

TEST_CASE("an array that is coerced as a whole gets a cast to its own type in between", "[catalog]") {
  CHECK(with_array_coercions("((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))") ==
        "((a)::text = ANY (((ARRAY['x'::character varying, 'y'::character varying])::character varying[])::text[]))");
  CHECK(with_array_coercions(R"(((ARRAY[a, 'x)'::app."a::b"(3)])::pg_catalog.text[]))") ==
        R"((((ARRAY[a, 'x)'::app."a::b"(3)])::app."a::b"[])::pg_catalog.text[]))");
}

TEST_CASE("arrays within arrays are each looked at", "[catalog]") {
  CHECK(with_array_coercions("f((ARRAY[((ARRAY['x'::character varying])::text[])[1], 'y'::text])::name[])") ==
        "f(((ARRAY[(((ARRAY['x'::character varying])::character varying[])::text[])[1], 'y'::text])::text[])::name[])");
}

TEST_CASE("what is read back as it stands stays", "[catalog]") {
  for (const char* print : {
           "(d = ANY (ARRAY['2020-01-01'::date, '2020-02-02'::date]))",
           "(id = ANY (ARRAY[(1)::smallint, (2)::smallint]))",
           "((ARRAY['x'::character varying])::text = 'y'::text)",
           "((a)::text = ANY ((ARRAY[a, b])::text[]))",
           "(a = '(ARRAY[''x''::character varying])::text[]'::text)",
           "((ARRAY[1, 2])[1] > 0)",
       }) {
    CHECK(with_array_coercions(print) == print);
  }
}
