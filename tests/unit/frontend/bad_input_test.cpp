// What the front end refuses, where it points, and what it says. Line 1 of the entities is line 4 of the header.
#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {

using Messages = std::vector<std::string>;

TEST_CASE("every error of clang stops the compile, with its place and its suggestion") {
  CHECK(errors("struct A : Entity { Intger id{primary_key}; };") ==
        Messages{"4:21: unknown type name 'Intger'; did you mean 'Integer'? [cpp-error]"});
  CHECK(errors("struct A : Entity { Uuid id{primary_ky}; };") ==
        Messages{"4:29: use of undeclared identifier 'primary_ky'; did you mean 'primary_key'? [cpp-error]"});
  CHECK(errors("struct A : Entity { Text t;\n  Text u };") == Messages{"5:9: expected ';' at end of declaration list "
                                                                       "[cpp-error]"});
}

TEST_CASE("an option on the wrong type is explained in words") {
  const auto hint = [](const std::string& field) {
    const Messages messages = errors(
        "enum class Role { a };\nenum class Other { x };\nstruct B : Entity { Uuid id{primary_key}; };\n"
        "struct A : Entity { " +
        field + "; };");
    REQUIRE(messages.size() == 1);
    const std::string& message = messages[0];
    CHECK(message.find("no matching constructor for initialization of") != std::string::npos);
    return message.substr(message.find("; ") + 2);
  };
  CHECK(hint("Integer n{length(2, 3)}") == "`length` does not fit a column of type `Integer`");
  CHECK(hint("Enum<Role> r{default_to(Other::x)}") ==
        "`default_to` with a value of type `shop::schema::Other` does not fit a column of type "
        "`Enum<shop::schema::Role>`");
  CHECK(hint("Integer n{default_to(true)}") ==
        "`default_to` with a value of type `bool` does not fit a column of type `Integer`");
  CHECK(hint("BelongsTo<B> b{on_delete(set_null)}") ==
        "`on_delete(set_null)` does not fit a column of type `BelongsTo<shop::schema::B>`");
  CHECK(hint("Nullable<Enum<Role>> r{primary_key}") ==
        "`primary_key` does not fit a column of type `Nullable<Enum<shop::schema::Role>>`");
}

TEST_CASE("more than the first error is reported") {
  CHECK(errors("struct A : Entity { Intger a;\n  Txt b;\n  Uuid c{primary_ky}; };").size() == 3);
}

TEST_CASE("an assertion of the vocabulary is placed where its user stands") {
  const Messages messages = errors("struct A : Entity { Varchar<0> v; };");
  REQUIRE(messages.size() == 1);
  CHECK(messages[0] == "4:32: static_assert failed due to requirement '0 > 0' \"a length is at least 1\" [cpp-error]");
}

TEST_CASE("a value that cannot be does not compile") {
  CHECK(errors("struct A : Entity { Text t{length(5, 2)}; };") ==
        Messages{"4:28: call to consteval function 'schemac::length' is not a constant expression [cpp-error]; the "
                 "minimum is greater than the maximum"});
  CHECK(errors("struct A : Entity { Text t{column_name(\"\")}; };") ==
        Messages{"4:28: call to consteval function 'schemac::column_name' is not a constant expression [cpp-error]; "
                 "the text is empty"});
  CHECK(errors("struct A : Entity { TimestampTz t{precision(7)}; };") ==
        Messages{"4:35: call to consteval function 'schemac::precision' is not a constant expression [cpp-error]; the "
                 "precision is not between 0 and 6"});
}

TEST_CASE("a schema header that is not there is named") {
  Project project;
  project.options.headers = {"schema/nothing.hpp"};
  CHECK_FALSE(project.parse());
  REQUIRE(project.messages().size() == 1);
  CHECK(project.messages()[0].starts_with("0:0: schema header `schema/nothing.hpp` does not exist [header-not-found]"));
}

TEST_CASE("a .sql file that is not there is named") {
  Project project;
  project.options.sql_files = {"schema/nothing.sql"};
  CHECK_FALSE(project.parse());
  REQUIRE(project.messages().size() == 1);
  CHECK(project.diagnostics().list()[0].code == Code::header_not_found);
}

TEST_CASE("a function of the user's own cannot be an option") {
  const Messages messages = errors(
      "constexpr Length name_length(int n) { return length(0, 50); }\n"
      "struct A : Entity { Text t{name_length(3)}; };");
  CHECK(messages == Messages{"5:28: only words of the vocabulary and constants made of them can stand here "
                             "[unknown-option]; schemac reads headers and does not run them; a function of your own it "
                             "cannot follow"});
}

TEST_CASE("a directive in a comment that schemac does not know is an error") {
  CHECK(errors("/// schemac: rename from b\nstruct A : Entity { Text t; };") ==
        Messages{"5:8: `schemac: rename from b` is nothing that schemac knows [unknown-option]; it knows `schemac: "
                 "renamed from NAME`, `schemac: allow CODE`, and `schemac: label TEXT` of an enumerator"});
}

TEST_CASE("a member whose type is no word of the vocabulary is no column") {
  const std::string hint =
      "; a mixin is a base, not a member; for a type of PostgreSQL without a word there is `Custom<\"…\">`";
  CHECK(
      errors("struct N { Text t; };\nstruct A : Entity { N* n; };") ==
      Messages{"5:24: `n` has the type `shop::schema::N *`, which is no word of the vocabulary [not-a-column]" + hint});
  CHECK(errors("struct M { Text t; };\nstruct A : Entity { M m; };") ==
        Messages{"5:23: `m` has the type `shop::schema::M`, which is no word of the vocabulary [not-a-column]" + hint});
}

TEST_CASE("words of other languages are answered with the words that are meant") {
  const auto hint = [](const std::string& field) {
    const Messages messages = errors("struct A : Entity { " + field + "; };");
    REQUIRE_FALSE(messages.empty());
    CHECK(messages[0].find("did you mean") == std::string::npos);
    return messages[0].substr(messages[0].find("; ") + 2);
  };
  CHECK(hint("int n") == "the word for it is `Integer`, and `BigInt` for 8 bytes");
  CHECK(hint("unsigned long n") == "the word for it is `BigInt`");
  CHECK(hint("std::string t") ==
        "types are words of the vocabulary: `Text`, `Integer`, `Nullable<...>`, `Array<...>` and more");
  CHECK(hint("String t") == "the word for it is `Text`, or `Varchar<n>` with a limit");
  CHECK(hint("UUID u") == "the word for it is `Uuid`");
  CHECK(hint("Decimal<10, 2> d") == "the word for it is `Numeric<precision, scale>`");
  CHECK(hint("Nullable<Int> n") == "the word for it is `Integer`, and `BigInt` for 8 bytes");
  CHECK(hint("Text t{not_null}") == "a column is NOT NULL unless its type is `Nullable<...>`");
  CHECK(hint("Integer n{auto_increment}") ==
        "a primary key of one integer counts by itself; elsewhere it is the option `identity`");
  CHECK(hint("Nullable<int> n") == "the word for it is `Integer`, and `BigInt` for 8 bytes");
  CHECK(hint("Nullable<Nullable<Text>> n") == "once is enough");
  CHECK(hint("Nullable<RefersTo<A>> n") ==
        "`RefersTo` has no column: make one of its foreign key's columns `Nullable`");
  CHECK(hint("Nullable<HasMany<A>> n") == "a relation without a column is never NULL");
  CHECK(hint("Array<Array<Text>> n") == "arrays of PostgreSQL know no depth: `Array<...>` of the elements");
  CHECK(hint("Array<Nullable<Text>> n") == "elements of an array cannot be said to be NULL or not");
  CHECK(hint("Array<BelongsTo<A>> n") == "no foreign key can be of an array: `ManyToMany<...>` has an entity between");

  Project project;
  project.write("schema/test.hpp",
                "#include <optional>\n#include <schemac/schema.hpp>\n#include <string>\nusing namespace schemac;\n"
                "struct A : Entity { std::string t; std::optional<int> n; };\n");
  project.parse();
  CHECK(project.messages() ==
        Messages{"5:33: `t` has the type `std::string`, which is no word of the vocabulary [not-a-column]; the word "
                 "for it is `Text`, or `Varchar<n>` with a limit",
                 "5:55: `n` has the type `std::optional<int>`, which is no word of the vocabulary [not-a-column]; a "
                 "column that may be NULL has the type `Nullable<...>`"});
}

TEST_CASE("options that contradict each other are refused") {
  CHECK(errors("struct A : Entity { TimestampTz t{default_now, default_sql(\"now()\")}; };") ==
        Messages{"4:48: `default_now` and `default_sql` contradict each other: both say the value [bad-option]"});
  CHECK(errors("struct A : Entity { Text t{length(1, 2), length(3, 4)}; };") ==
        Messages{"4:42: `length` is said twice [bad-option]",
                 "4:42: the name of check constraint public.as."
                 "chk_as_t_length is taken [duplicate-name]; give one of the two another name"});
  CHECK(errors("struct A : Entity { Text t{in_code_only}; };") ==
        Messages{"4:28: `t` has no validation that could be in code only [bad-option]"});
  CHECK(errors("struct A : Entity { SmallInt n{default_to(40000)}; };") ==
        Messages{"4:43: 40000 does not fit the type `smallint` [bad-option]"});
  CHECK(errors("struct A : Entity { Integer n{range(1, 5), default_to(9)}; };") ==
        Messages{"4:55: 9 does not fit `range(1, 5)` [bad-option]"});
  CHECK(errors("struct A : Entity { BigInt n{default_to(-1), at_least(0)}; };") ==
        Messages{"4:41: -1 does not fit `at_least(0)` [bad-option]"});
  CHECK(errors("struct A : Entity { Varchar<2> t{default_to(\"abc\")}; };") ==
        Messages{"4:45: `abc` does not fit the type `character varying(2)` [bad-option]"});
  CHECK(errors("struct A : Entity { Numeric<4, 2> n{default_to(1000)}; };") ==
        Messages{"4:48: 1000 does not fit the type `numeric(4,2)` [bad-option]"});
  CHECK(errors("struct A : Entity { Text t{min_length(1), default_to(\"\")}; };") ==
        Messages{"4:54: `` does not fit `min_length(1)` [bad-option]"});
  CHECK(errors("struct A : Entity { Varchar<5> t{min_length(6)}; };") ==
        Messages{"4:34: a text of `min_length(6)` does not fit the type `character varying(5)` [bad-option]"});
  CHECK(declared("struct A : Entity { Integer n{range(1, 5), default_to(5)}; Varchar<2> t{default_to(\"ab  \")}; "
                 "Varchar<3> u{length(1, 3), default_to(\"\u00e4\u00f6\u00fc\")}; Numeric<4, 2> v{default_to(-99.99)}; "
                 "Numeric<3> w{at_most(999), default_to(999)}; };")
            .entities.size() == 1);
  CHECK(errors("struct A : Entity { Numeric<0> n; };") ==
        Messages{"4:32: `Numeric` cannot have the precision 0: it is between 1 and 1000 [bad-option]"});
  CHECK(errors("struct A : Entity { Text t{encrypted, hashed}; };") ==
        Messages{"4:39: a column is `hashed` or `encrypted`, not both [bad-option]"});
  CHECK(errors("struct A : Entity { Text t{encrypted_lookup}; };") ==
        Messages{"4:28: `encrypted_lookup` finds values of an `encrypted` column, and this is none [bad-option]"});
  CHECK(errors("struct A : Entity { Text t{encrypted, unique}; };") ==
        Messages{"4:39: a secret never looks the same twice, so it cannot be `unique`; with `encrypted, "
                 "encrypted_lookup` it can [bad-option]"});
  CHECK(errors("struct A : Entity { Nullable<Integer> n{optimistic_lock}; };") ==
        Messages{"4:41: a row always has a version: an `optimistic_lock` cannot be `Nullable` [bad-option]"});
  CHECK(errors("struct A : Entity { Integer n{identity, optimistic_lock}; };") ==
        Messages{"4:41: `identity` cannot be on an `optimistic_lock`: every update counts it up [bad-option]"});
  CHECK(errors("struct A : Entity { Integer n{optimistic_lock}; Integer m{optimistic_lock}; };") ==
        Messages{"4:59: a row has one version: `optimistic_lock` is said twice [bad-option]"});
  CHECK(errors("struct A : Entity { Text t{satisfies(\"a::b\")}; };") ==
        Messages{"4:38: `a::b` is no name of a function [bad-option]; a name without `::`; the application defines the "
                 "function in the namespace of its rows"});
  CHECK(errors("struct A : Entity { Nullable<Integer> n{identity}; };") ==
        Messages{"4:41: an identity column cannot be `Nullable` [bad-option]"});
}

TEST_CASE("an enumeration needs labels, each once") {
  CHECK(errors("enum class E {};\nstruct A : Entity { Enum<E> e; };") ==
        Messages{"4:12: `E` has no enumerators; an enum type has at least one label [bad-option]"});
  CHECK(errors("enum class E { a, /** schemac: label a */ b };\nstruct A : Entity { Enum<E> e; };") ==
        Messages{"4:43: `E` has the label `a` twice [duplicate-name]"});
}

TEST_CASE("a table has one primary key") {
  CHECK(errors("struct A : Entity { Uuid a{primary_key}; Uuid b{primary_key}; };") ==
        Messages{"4:49: `A` has two primary keys [bad-option]; a key of several columns is said in the table: "
                 "`primary_key(&A::b, &A::c)`"});
  CHECK(errors("struct A : Entity { Nullable<Uuid> a; static constexpr Table table{primary_key(&A::a)}; };") ==
        Messages{"4:68: `a` is `Nullable` and cannot be part of a primary key [bad-option]"});
}

TEST_CASE("an entity is no base of another") {
  const Messages messages = errors("struct A : Entity { Uuid id{primary_key}; };\nstruct B : A { Text t; };");
  CHECK(messages == Messages{"5:12: `A` is an entity, and an entity cannot be the base of another [not-a-mixin]; refer "
                             "to it with `BelongsTo<A>`, or put what both share into a mixin"});
}

TEST_CASE("a cycle of mixins is refused") {
  const Messages messages = errors("struct B;\nstruct A : B { Text t; };\nstruct B : A {};\nstruct C : Entity, B {};");
  REQUIRE_FALSE(messages.empty());
  CHECK(messages[0] ==
        "5:12: base class has incomplete type [mixin-cycle]; a mixin stands before what derives from it, "
        "and bases cannot form a cycle");
}

TEST_CASE("a relation to what is no entity is refused") {
  CHECK(errors("struct M { Text t; };\nstruct A : Entity { BelongsTo<M> m; };") ==
        Messages{"5:34: `BelongsTo<M>`: `M` is no entity [not-an-entity]"});
  CHECK(errors("struct M { Text t; };\nstruct A : Entity { HasMany<M> m; };") ==
        Messages{"5:32: `HasMany<M>`: `M` is no entity [not-an-entity]"});
  CHECK(errors("struct M;\nstruct A : Entity { BelongsTo<M> m; };") ==
        Messages{"5:34: `BelongsTo<M>`: `M` is no entity [not-an-entity]; add the header that defines it to the schema "
                 "headers in schemac.toml"});
}

TEST_CASE("an entity stands in a namespace") {
  CHECK(errors("struct A : Entity { Text t; struct B : Entity { Text t; }; };") ==
        Messages{"4:36: `B` stands inside `A`; an entity stands in a namespace [not-an-entity]"});
  CHECK(declared("extern \"C++\" { struct A : Entity { Text t; }; }").entities.size() == 1);
  CHECK(errors("struct A : Entity { template <class T> struct B : Entity { Uuid id{primary_key}; }; };") ==
        Messages{"4:47: `B` stands inside `A`; an entity stands in a namespace [not-an-entity]"});
}

TEST_CASE("a template of an entity is not passed over, nor what derives from it") {
  const std::string hint = "; without `Entity` it is a mixin: what is to be a table derives from `Entity` and from it";
  CHECK(errors("template <class T> struct A : Entity { Uuid id{primary_key}; };") ==
        Messages{"4:27: `A` is a template; an entity is one table, and a template is none [not-an-entity]" + hint});
  Project project;
  project.write("elsewhere.hpp",
                "#pragma once\n#include <schemac/schema.hpp>\ntemplate <class T> struct A : schemac::Entity { "
                "schemac::Uuid id{schemac::primary_key}; };\n",
                false);
  project.write("schema/a.hpp", "#include \"../elsewhere.hpp\"\nstruct B : A<int> {};\n");
  CHECK_FALSE(project.parse());
  REQUIRE(project.messages().size() == 1);
  CHECK_THAT(project.messages()[0], Catch::Contains("`A` is an entity, and an entity cannot be the base of another"));
}

TEST_CASE("a reference to an entity of another project's headers is refused") {
  Project project;
  project.write("schema/other.hpp",
                "#pragma once\n#include <schemac/schema.hpp>\nstruct Other : schemac::Entity { schemac::Uuid "
                "id{schemac::primary_key}; };\n",
                false);
  project.entities("}\n#include \"other.hpp\"\nnamespace shop::schema {\nstruct A : Entity { BelongsTo<Other> o; };");
  CHECK_FALSE(project.parse());
  CHECK(project.messages() == Messages{"7:38: `BelongsTo<Other>`: `Other` is in no schema header [not-an-entity]; add "
                                       "this header to the schema headers in schemac.toml"});
}

TEST_CASE("a reference needs a key to point to") {
  CHECK(errors("struct A : Entity { Text t; };\nstruct B : Entity { BelongsTo<A> a; };") ==
        Messages{"5:34: `a` refers to `A`, which has no primary key [no-primary-key]"});
  CHECK(errors("struct A : Entity { Text t; Text u; static constexpr Table table{primary_key(&A::t, &A::u)}; };\n"
               "struct B : Entity { BelongsTo<A> a; };") ==
        Messages{
            "5:34: `a` refers to `A`, whose primary key has 2 columns [bad-option]; declare a column for each, "
            "and `foreign_key(&A::b, &A::c).references(&B::b, &B::c)` in the table, and `RefersTo<B>` loads along it"});
  CHECK(errors("struct A : Entity { BelongsTo<A> a{primary_key}; };") ==
        Messages{"4:34: `a` is a key that refers to itself: no column says its type [bad-option]"});
  CHECK(errors("struct A : Entity { Uuid id{primary_key}; Text code; };\n"
               "struct B : Entity { BelongsTo<A> a{references(\"code\")}; };") ==
        Messages{"5:34: `as(code)` is neither the primary key nor unique [bad-option]; a foreign key points to columns "
                 "that identify one row"});
  CHECK(errors("struct A : Entity { Uuid id{primary_key}; Text code{unique}; };\n"
               "struct B : Entity { BelongsTo<A> a{references(\"cod\")}; };") ==
        Messages{"5:47: `A` has no field `cod` [unknown-column]; did you mean `code`?"});
}

TEST_CASE("two entities cannot have one table") {
  CHECK(errors("struct Person : Entity { Text t; };\nstruct People : Entity { Text t; };") ==
        Messages{"5:8: `People` and `Person` both have the table `people` [duplicate-table]; give one of them another "
                 "name: `table_name(\"…\")`"});
}

TEST_CASE("two fields cannot be one column") {
  CHECK(errors("struct B : Entity { Uuid id{primary_key}; };\n"
               "struct A : Entity { Text b_id; BelongsTo<B> b; };") ==
        Messages{"5:45: `A` has the column `b_id` twice [duplicate-column]; give one of them another name: "
                 "`column_name(\"…\")`"});
}

TEST_CASE("two indexes cannot have one name") {
  CHECK(
      errors("struct A : Entity { Text t; static constexpr Table table{index(&A::t), index(&A::t).where(\"t <> ''\")};"
             " };") == Messages{"4:72: the name of index public.as.idx_as_t is taken [duplicate-name]; give one of "
                                "the two another name"});
  CHECK(errors("struct A : Entity { Text t; static constexpr Table table{index(&A::t).named(\"as\")}; };").size() == 1);
  CHECK(errors("enum class Thing { a };\nstruct A : Entity { Enum<Thing> t; static constexpr Table "
               "table{table_name(\"thing\")}; };")
            .size() == 1);
}

TEST_CASE("a name that PostgreSQL would cut is refused") {
  const std::string longest(63, 'a');
  CHECK(declared("struct A : Entity { Text t{column_name(\"" + longest + "\")}; };").entities.size() == 1);
  CHECK(errors("struct A : Entity { Text t{column_name(\"" + longest + "a\")}; };") ==
        Messages{"4:40: `" + longest + "a` has 64 bytes; PostgreSQL keeps 63 [name-too-long]"});
}

TEST_CASE("names that are the same once shortened are told") {
  const std::string column(60, 'a');
  const model::Declared shortened =
      declared("struct A : Entity { Text " + column + "; static constexpr Table table{index(&A::" + column + ")}; };");
  const std::string name = shortened.schema.indexes.begin()->second.name;
  CHECK(name.size() <= 63);
  const Messages messages =
      errors("struct A : Entity { Text " + column + "; static constexpr Table table{index(&A::" + column +
             "),\n index(&A::" + column + ").where(\"true\").named(\"" + name + "\")}; };");
  CHECK(messages == Messages{"5:2: `" + name + "` and `idx_as_" + column + "` are both `" + name +
                             "`, shortened to 63 bytes [name-collision]"});
}

TEST_CASE("a rename from what is still there is refused") {
  CHECK(errors("struct A : Entity { Text t; Text u{renamed_from(\"t\")}; };") ==
        Messages{"4:49: this is said to be the renamed `t`, which is still there [stale-rename]"});
  CHECK(errors("struct A : Entity { Text t; };\nstruct B : Entity { Text t; static constexpr Table "
               "table{renamed_from(\"as\")}; };") ==
        Messages{"5:71: this is said to be the renamed `as`, which is still there [stale-rename]"});
  CHECK(errors("enum class E { a, /** schemac: renamed from a */ b };\nstruct A : Entity { Enum<E> e; };") ==
        Messages{"4:50: this is said to be the renamed `a`, which is still there [stale-rename]"});
}

TEST_CASE("the other side of a relation must be one reference") {
  const std::string users = "struct Post;\nstruct User : Entity { Uuid id{primary_key}; HasMany<Post> posts";
  CHECK(errors(users + "; };\nstruct Post : Entity { Text t; };") ==
        Messages{"5:60: `Post` has no `BelongsTo<User>` or `RefersTo<User>` [no-relation]"});
  const std::string posts = "; };\nstruct Post : Entity { BelongsTo<User> author; BelongsTo<User> editor; };";
  CHECK(errors(users + posts) == Messages{"5:60: `Post` has 2 references to `User` [no-relation]; say which one is "
                                          "meant: `through(\"author\")`"});
  CHECK(errors(users + "{through(\"writer\")}" + posts) ==
        Messages{"5:74: `Post` has no `BelongsTo<User>` or `RefersTo<User>` that is called `writer` [no-relation]"});
  CHECK(errors("struct Post;\nstruct User : Entity { Uuid id{primary_key}; HasOne<Post> post; };\n"
               "struct Post : Entity { BelongsTo<User> user; };") ==
        Messages{"5:59: `Post` can refer to one `User` many times [no-relation]"});
}

TEST_CASE("a mistake in a reference is told once, and not at the other side of it again") {
  const std::string hall =
      "struct Show;\nstruct Hall : Entity { Integer x; Integer y; HasMany<Show> shows;\n"
      "static constexpr Table table{primary_key(&Hall::x, &Hall::y)}; };\n";
  const std::string show = "struct Show : Entity { Integer a; Integer b; ";
  const std::string key =
      "static constexpr Table table{foreign_key(&Show::a, &Show::b).references(&Hall::x, &Hall::y)}; };";
  CHECK(errors(hall + show + "RefersTo<Hall> hall{along(&Show::b)};\n" + key).size() == 1);
  CHECK(errors(hall + show + "\n" + key) ==
        Messages{"5:60: `Show` has no `BelongsTo<Hall>` or `RefersTo<Hall>` [no-relation]; its `foreign_key` becomes a "
                 "relation by `RefersTo<Hall>`, a member of `Show`"});
}

TEST_CASE("parts in a template are refused, since nobody reads them") {
  CHECK(errors("struct U : Entity { BigInt id{primary_key}; };\n"
               "template <class O> struct Owned { BelongsTo<O> owner; Text t;\n"
               "static constexpr Table table{check(\"t <> ''\")}; };\n"
               "struct A : Entity, Owned<U> { BigInt id{primary_key}; };") ==
        Messages{"6:24: `Owned` is a template, and parts in a template are not read [not-a-mixin]; put them into each "
                 "entity, or into a mixin that is no template"});
}

TEST_CASE("what a relation goes along must be one foreign key of the table") {
  const std::string halls =
      "struct Hall : Entity { Integer x; Integer y; static constexpr Table table{primary_key(&Hall::x, &Hall::y)}; "
      "};\n";
  const std::string keys = "foreign_key(&Show::a, &Show::b).references(&Hall::x, &Hall::y)";
  const std::string second = ", foreign_key(&Show::c, &Show::b).references(&Hall::x, &Hall::y)";
  const auto of = [&](const std::string& options, const std::string& parts) {
    return errors(halls + "struct Show : Entity { Integer a; Integer b; Integer c; RefersTo<Hall> hall" + options +
                  ";\nstatic constexpr Table table{" + parts + "}; };");
  };
  const std::string declare = "declare it in the table: `foreign_key(&A::b, &A::c).references(&B::b, &B::c)`";
  CHECK(of("", "unlogged") ==
        Messages{"5:72: `Show` has no `foreign_key` to `Hall` in its table [no-relation]; " + declare});
  CHECK(of("{along(&Show::c, &Show::b)}", keys) ==
        Messages{"5:77: `Show` has no `foreign_key` to `Hall` over these columns [no-relation]; " + declare});
  CHECK(of("", keys + second) == Messages{"5:72: `Show` has 2 `foreign_key`s to `Hall` [no-relation]; say which one is "
                                          "meant by its columns: `along(&Show::a, &Show::b)`"});
  CHECK(of("{along(&Show::b, &Show::b)}", keys) == Messages{"5:93: `b` is named twice [bad-option]"});
  CHECK(
      errors("struct A : Entity { BigInt id{primary_key}; };\n"
             "struct B : Entity { BelongsTo<A> a; RefersTo<A> other; };") ==
      Messages{"5:49: `B` has no `foreign_key` to `A` in its table [no-relation]; `BelongsTo<A> a` is such a relation "
               "already"});
  CHECK(of("{along(&Hall::x)}", keys) == Messages{"5:83: `&Hall::x` is no column of `Show` [unknown-column]"});
  CHECK(errors("struct M;\nstruct A : Entity { RefersTo<M> m; };") ==
        Messages{"5:33: `RefersTo<M>`: `M` is no entity [not-an-entity]; add the header that defines it to the schema "
                 "headers in schemac.toml"});
}

TEST_CASE("SQL that does not parse is placed inside its string") {
  CHECK(errors("struct A : Entity { Integer n{check(\"n > > 0\")}; };") ==
        Messages{"4:42: syntax error at or near \">\" [sql-syntax]"});
  CHECK(errors("struct A : Entity { Integer n{default_sql(\"1 +\")}; };").front().starts_with("4:47: syntax error"));
  CHECK(errors("struct A : Entity { Integer n;\n"
               "  static constexpr Table table{check(\"ok\", \"n > 0 \"\n"
               "      \"and )\")}; };") == Messages{"6:12: syntax error at or near \")\" [sql-syntax]"});
  CHECK(errors("struct A : Entity { Integer n;\n"
               "  static constexpr Table table{check(R\"(n > 0\n"
               "    and ))\")}; };") == Messages{"6:9: syntax error at or near \")\" [sql-syntax]"});
  CHECK(errors("struct A : Entity { Custom<\"numeric(\"> n; };").front().starts_with("4:"));
}

TEST_CASE("SQL that names a missing column is placed inside its string") {
  CHECK(errors("struct A : Entity { Integer price{check(\"pirce > 0\")}; };") ==
        Messages{"4:42: `as` has no column `pirce` [unknown-column]; did you mean `price`?"});
  CHECK(errors("struct B : Entity { Uuid id{primary_key}; };\nstruct A : Entity { BelongsTo<B> b;\n"
               "  static constexpr Table table{index(&A::b).where(\"b IS NOT NULL\")}; };") ==
        Messages{"6:52: `as` has no column `b` [unknown-column]; the column of the field `b` is called `b_id`"});
  CHECK(errors("struct A : Entity { Text t;\n"
               "  static constexpr Table table{policy(\"p\").using_(\"owner = 1\")}; };")
            .front()
            .starts_with("5:52: `as` has no column `owner`"));
  CHECK(errors("struct A : Entity { Text t; Text u{generated_as(\"lower(x)\")}; };").front().starts_with("4:56:"));
  CHECK(errors("struct A : Entity { Text t; static constexpr Table table{index(expression(\"lower(x)\"))}; };")
            .front()
            .starts_with("4:82:"));
}

TEST_CASE("SQL that could mean something else is left to the server") {
  declared(
      "struct Item : Entity { Integer n{check(\"n in (select x from others)\"), check(\"c\", \"items.n > 0\"), "
      "check(\"d\", \"items is not null\"), check(\"e\", \"tableoid > 0\")}; };");
}

TEST_CASE("a pointer to a member of another entity is no column of this one") {
  CHECK(errors("struct B : Entity { Text t; };\n"
               "struct A : Entity { Text t; static constexpr Table table{index(&B::t)}; };") ==
        Messages{"5:64: `&B::t` is no column of `A` [unknown-column]"});
  CHECK(errors("struct M { Text t; };\nstruct B : Entity, M { };\n"
               "struct A : Entity, M { static constexpr Table table{index(&B::t)}; };") ==
        Messages{"6:59: `&B::t` is no column of `A` [unknown-column]"});
}

TEST_CASE("parts of tables that cannot be are refused") {
  CHECK(errors("struct A : Entity { Text t; static constexpr Table table{index(&A::t).nulls_not_distinct()}; };") ==
        Messages{"4:71: `nulls_not_distinct` is for a `unique_index` [bad-option]"});
  CHECK(errors("struct A : Entity { Text t; static constexpr Table table{unique(&A::t, &A::t)}; };") ==
        Messages{"4:72: `t` is named twice [bad-option]"});
  CHECK(errors("struct A : Entity { Text t; static constexpr Table table{policy(\"p\")}; };") ==
        Messages{"4:58: a policy without `using_` or `with_check` allows nothing [bad-option]"});
  CHECK(errors("struct A : Entity { Text t; static constexpr Table "
               "table{policy(\"p\").for_(insert).using_(\"true\")}; };") ==
        Messages{"4:58: a policy for `insert` takes no `using_` [bad-option]"});
  CHECK(errors("struct A : Entity { Text t; static constexpr Table table{foreign_key(&A::t)}; };") ==
        Messages{"4:58: a foreign key says where it points to: `.references(&B::b, &B::c)` [bad-option]"});
  const std::string b =
      "struct B : Entity { Text t; Text u; static constexpr Table table{primary_key(&B::t, &B::u)}; };\n";
  CHECK(errors(b + "struct A : Entity { Text t; static constexpr Table table{foreign_key(&A::t).references(&B::t, "
                   "&B::u)}; };") ==
        Messages{"5:77: a foreign key has as many columns on both sides, not 1 and 2 [bad-option]"});
  CHECK(errors(b + "struct A : Entity { Text t; Text u; static constexpr Table table{\n  foreign_key(&A::t, "
                   "&A::u).references(&B::t, &B::u).on_delete(set_null)}; };")
            .front() == "6:54: `set_null` on `t`, which cannot be NULL [bad-option]");
  CHECK(errors("struct B : Entity { Uuid id{primary_key}; };\n"
               "struct A : Entity { BelongsTo<B> b{on_delete(set_default)}; };") ==
        Messages{"5:36: `set_default` needs a default, and `b` has none [bad-option]"});
}

TEST_CASE("an error in a .sql file has its line and column") {
  Project project;
  project.write("schema/views.sql", "create view v as select 1;\n\ncreate view w as\n  selec 2;\n");
  CHECK_FALSE(project.parse());
  CHECK(project.messages() == Messages{"4:3: syntax error at or near \"selec\" [sql-syntax]"});
}

}  // namespace schemac::frontend::tests
