// What the editor says: everything right compiles with both compilers and without a warning, everything wrong does not,
// and clang says it in words that lead to the mistake.
#include <vector>

#include <catch2/catch.hpp>

#include "unit/dsl/compilers.hpp"

namespace schemac::dsl::tests {
namespace {

const std::vector<std::string> kCompilers{"g++", "clang++-14"};

void compiles(const std::string& text) {
  for (const std::string& compiler : kCompilers) {
    const Outcome outcome = compile(compiler, text);
    INFO(compiler << "\n" << outcome.output);
    CHECK(outcome.compiles);
  }
}

/// Neither compiler takes it, and clang says each of the phrases.
void refuses(const std::string& text, const std::vector<std::string>& phrases) {
  INFO(text);
  const Outcome gcc = compile("g++", text);
  CHECK_FALSE(gcc.compiles);
  CHECK(gcc.output.find("error:") != std::string::npos);
  CHECK(gcc.output.find("internal compiler error") == std::string::npos);
  const Outcome clang = compile("clang++-14", text);
  CHECK_FALSE(clang.compiles);
  CHECK(clang.output.find("Stack dump") == std::string::npos);
  for (const std::string& phrase : phrases) {
    INFO(clang.output);
    CHECK(clang.output.find(phrase) != std::string::npos);
  }
}

/// An entity with one field, which clang must not take because the option does not fit the type.
void misfit(const std::string& field, const std::string& option, const std::string& type) {
  refuses(
      "enum class Role { a }; enum class Other { x }; struct B : Entity { Uuid id{primary_key}; };\n"
      "struct A : Entity { " +
          field + "; };",
      {"no matching constructor for initialization of",
       "because 'OptionOf<schemac::" + option + ", schemac::" + type + ">' evaluated to false"});
}

}  // namespace

TEST_CASE("every option stands on the columns that it fits") {
  compiles(R"cpp(
    enum class Role { admin, member };
    struct B : Entity {
      Uuid id{primary_key, default_random};
      Text code{unique};
    };
    struct A : Entity {
      BigInt id{primary_key, identity_always, column_name("key"), renamed_from("old")};
      Integer n{default_to(-1), range(0, 9), check("n > 0"), check("small", "n < 5").named("c")};
      SmallInt s{at_least(1), at_most(3), in_code_only};
      BigInt k{no_identity};
      Integer i{identity};
      BigInt lock{optimistic_lock};
      Inet address{satisfies("is_private")};
      Boolean b{default_to(true)};
      Numeric<10, 2> price{default_to(9.95), range(0.5, 10.0)};
      Numeric<5> whole{default_to(3)};
      Real r{at_least(0.1)};
      Text t{length(1, 9), default_to("x"), pattern("^x"), collate("C"), in_code_only};
      Varchar<9> v{min_length(1), max_length(9), email_format};
      Char<2> c;
      CiText ci{unique};
      Text p{hashed};
      Text e{encrypted, encrypted_lookup};
      Uuid u{default_random};
      Date d{default_now};
      Time ti{default_now, precision(3)};
      TimestampTz at{default_now, touch_on_update, precision(0)};
      Interval iv{precision(6), default_sql("'1 day'")};
      Enum<Role> role{default_to(Role::member)};
      Nullable<Enum<Role>> maybe{default_to(Role::admin)};
      Array<Enum<Role>> roles{default_sql("'{}'")};
      Nullable<Array<Varchar<3>>> more;
      Custom<"geometry(Point,4326)"> where_{default_sql("null")};
      Json j;
      Point pt;
      Text gen{generated_as("lower(t)")};
      BelongsTo<B> one{on_delete(cascade), on_update(restrict), no_index, constraint_name("fk"), deferrable};
      Nullable<BelongsTo<B>> two{on_delete(set_null), references("code"), initially_deferred};
      BelongsTo<B> three{references(&B::code), on_delete(set_default), on_update(no_action), unique};
      Text q{unique.named("uq").deferrable()};
      Nullable<Text> w{unique.nulls_not_distinct().initially_deferred()};
    };)cpp");
}

TEST_CASE("every part stands in a table") {
  compiles(R"cpp(
    struct Stamps {
      TimestampTz created_at{default_now};
    };
    struct B : Entity {
      Integer x;
      Integer y;
      static constexpr Table table{primary_key(&B::x, &B::y).named("pk")};
    };
    struct A : Entity, Stamps {
      Integer x;
      Integer y;
      Text t;
      TsTzRange during;
      Jsonb j;
      HasMany<B> bs;
      HasOne<B> b;
      ManyToMany<B, A> c{through("x", "y")};
      HasMany<B> named{through("x")};
      RefersTo<B> target;
      RefersTo<B> other{along(&A::x, &A::y, &Stamps::created_at)};
      static constexpr Table table{
          table_name("a"),
          in_schema("s"),
          unlogged,
          row_security,
          force_row_security,
          renamed_from("b"),
          storage_parameter("fillfactor", 70),
          storage_parameter("x", "y"),
          index(&A::x, desc(&A::created_at), asc(&A::y), nulls_first(&A::t), nulls_last(desc(&A::t))).where("x > 0"),
          index(expression("lower(t)"), collate(&A::t, "C"))
              .named("i")
              .include(&A::x)
              .with("fillfactor", 70)
              .with("a", "b"),
          index(opclass(&A::j, "jsonb_path_ops")).using_method(gin),
          index(&A::x).using_method("bloom"),
          unique_index(&A::t).nulls_not_distinct(),
          unique(&A::x, &A::y).named("u").include(&A::t).deferrable(),
          check("x > 0"),
          check("y", "y > 0").named("c"),
          exclude(gist, with(&A::x, "="), with(&A::during, "&&"), with(expression("x + y"), "="))
              .where("x > 0")
              .named("e"),
          foreign_key(&A::x, &A::y)
              .references(&B::x, &B::y)
              .on_delete(set_null, &A::x)
              .on_update(cascade)
              .match_full()
              .named("f")
              .initially_deferred(),
          policy("p").for_(select).to("a", "b").using_("true"),
          policy("q").for_(insert).with_check("true").restrictive(),
      };
    };)cpp");
}

TEST_CASE("an option that does not fit its type does not compile") {
  misfit("Integer n{length(2, 3)}", "Length", "Integer");
  misfit("Boolean b{default_to(5)}", "Default<int>", "Boolean");
  misfit("Integer n{default_to(true)}", "Default<_Bool>", "Integer");
  misfit("Integer n{default_to(1.5)}", "Default<double>", "Integer");
  misfit("Integer n{default_to(\"1\")}", "Default<const char *>", "Integer");
  misfit("Uuid u{default_now}", "DefaultNow", "Uuid");
  misfit("Text t{default_random}", "DefaultRandom", "Text");
  misfit("Text t{identity}", "Identity", "Text");
  misfit("Text t{touch_on_update}", "TouchOnUpdate", "Text");
  misfit("Text t{range(1, 2)}", "Range<int>", "Text");
  misfit("Integer n{range(1.0, 2.0)}", "Range<double>", "Integer");
  misfit("Integer n{pattern(\"x\")}", "Pattern", "Integer");
  misfit("Integer n{email_format}", "EmailFormat", "Integer");
  misfit("Jsonb j{in_code_only}", "InCodeOnly", "Jsonb");
  misfit("Integer n{hashed}", "Hashed", "Integer");
  misfit("Integer n{encrypted}", "Encrypted", "Integer");
  misfit("Uuid u{encrypted_lookup}", "EncryptedLookup", "Uuid");
  misfit("Integer n{collate(\"C\")}", "Collate", "Integer");
  misfit("Date d{precision(3)}", "Precision", "Date");
  misfit("Json j{unique}", "Unique", "Json");
  misfit("Point p{primary_key}", "PrimaryKey", "Point");
  misfit("Text t{on_delete(cascade)}", "OnDelete<schemac::Cascade>", "Text");
  misfit("Text t{no_index}", "NoIndex", "Text");
  misfit("Text t{references(\"x\")}", "References", "Text");
  misfit("Text t{deferrable}", "Deferrable", "Text");
  misfit("Text t{constraint_name(\"x\")}", "ConstraintName", "Text");
}

TEST_CASE("a default of another enum does not compile") {
  misfit("Enum<Role> r{default_to(Other::x)}", "Default<shop::Other>", "Enum<shop::Role> ");
  misfit("Nullable<Enum<Role>> r{default_to(Other::x)}", "Default<shop::Other>",
         "Nullable<schemac::Enum<shop::Role> > ");
  misfit("Integer n{default_to(Role::a)}", "Default<shop::Role>", "Integer");
}

TEST_CASE("what contradicts NULL does not compile") {
  misfit("BelongsTo<B> b{on_delete(set_null)}", "OnDelete<schemac::SetNull>", "BelongsTo<shop::B> ");
  misfit("BelongsTo<B> b{on_update(set_null)}", "OnUpdate<schemac::SetNull>", "BelongsTo<shop::B> ");
  misfit("Nullable<Uuid> id{primary_key}", "PrimaryKey", "Nullable<schemac::Uuid> ");
}

TEST_CASE("a word that is spelled wrong is suggested") {
  refuses("struct A : Entity { Uuid id{primary_ky}; };",
          {"use of undeclared identifier 'primary_ky'; did you mean 'primary_key'?"});
  refuses("struct A : Entity { Intger n; };", {"unknown type name 'Intger'; did you mean 'Integer'?"});
  refuses("struct A : Entity { Text t; static constexpr Table table{index(&A::t).whre(\"x\")}; };",
          {"no member named 'whre' in 'schemac::Index'; did you mean 'where'?"});
  refuses("struct A : Entity { Text text; static constexpr Table table{index(&A::txt)}; };",
          {"no member named 'txt' in 'shop::A'"});
}

TEST_CASE("types that PostgreSQL does not have do not compile") {
  refuses("struct A : Entity { Nullable<Nullable<Text>> t; };",
          {"constraints not satisfied for class template 'Nullable'", "does not satisfy 'ColumnType'"});
  refuses("struct A : Entity { Array<Array<Text>> t; };", {"does not satisfy 'ElementType'"});
  refuses("struct B; struct A : Entity { Array<BelongsTo<B>> t; };", {"does not satisfy 'ElementType'"});
  refuses("struct A : Entity { Enum<A> t; };", {"does not satisfy 'Enumeration'"});
  refuses("struct A : Entity { Varchar<0> t; };", {"a length is at least 1"});
  refuses("struct A : Entity { Numeric<1, 2, 3> t; };", {"a numeric has a precision and a scale"});
}

TEST_CASE("values that cannot be do not compile, and clang prints why") {
  refuses("struct A : Entity { Text t{length(5, 2)}; };", {"'minimum_is_greater_than_the_maximum'"});
  refuses("struct A : Entity { Text t{length(-1, 2)}; };", {"'length_is_negative'"});
  refuses("struct A : Entity { Integer n{range(5, 2)}; };", {"'minimum_is_greater_than_the_maximum'"});
  refuses("struct A : Entity { TimestampTz t{precision(7)}; };", {"'precision_is_not_between_0_and_6'"});
  refuses("struct A : Entity { Text t{column_name(\"\")}; };", {"'text_is_empty'"});
  refuses("struct A : Entity { Text t; static constexpr Table table{table_name(\"\")}; };", {"'text_is_empty'"});
  refuses("struct A : Entity { Text t; static constexpr Table table{index(&A::t).where(\"\")}; };",
          {"'text_is_empty'"});
}

TEST_CASE("only parts stand in a table, and only columns in its parts") {
  refuses("struct A : Entity { Text t; static constexpr Table table{5}; };", {"does not satisfy 'TablePart'"});
  refuses("struct A : Entity { Text t; static constexpr Table table{length(1, 2)}; };",
          {"'schemac::Length' does not satisfy 'TablePart'"});
  refuses("struct B; struct A : Entity { HasMany<B> bs; static constexpr Table table{index(&A::bs)}; };",
          {"no matching function for call to 'index'", "does not satisfy 'ColumnPointer'"});
  refuses("struct B; struct A : Entity { HasMany<B> bs; RefersTo<B> b{along(&A::bs)}; };",
          {"no matching function for call to 'along'", "does not satisfy 'ColumnPointer'"});
  refuses("struct B; struct A : Entity { RefersTo<B> b{along()}; };", {"no matching function"});
  refuses("struct A : Entity { Integer n{at_least(\"1\")}; };",
          {"no matching function for call to 'at_least'", "does not satisfy 'Number'"});
  refuses("struct A : Entity { Integer n{range(true, \"x\")}; };", {"no matching function for call to 'range'"});
  refuses("struct B; struct A : Entity { Text t; RefersTo<B> b{on_delete(cascade)}; };", {"no matching constructor"});
  refuses("struct A : Entity { Text t; static constexpr Table table{index()}; };", {"no matching function"});
  refuses("struct A : Entity { Text t; static constexpr Table table{exclude(gist, &A::t)}; };",
          {"does not satisfy 'ExclusionElement'"});
  refuses(
      "struct A : Entity { Text t; static constexpr Table table{foreign_key(&A::t).references(&A::t).on_delete(5)}; };",
      {"does not satisfy 'ReferentialAction'"});
}

}  // namespace schemac::dsl::tests
