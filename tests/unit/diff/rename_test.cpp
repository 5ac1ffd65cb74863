#include <catch2/catch.hpp>

#include "diff/compare.hpp"
#include "support/schema_words.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {

using Lines = std::vector<std::string>;

Lines lines(const diff::Difference& difference) {
  Lines lines;
  for (const diff::Change& change : difference.changes) lines.push_back(diff::describe(change));
  return lines;
}

model::Rename rename(ObjectId before, ObjectId after) { return {std::move(before), std::move(after), {}, {}}; }

}  // namespace

TEST_CASE("a renamed column is renamed in everything that names it, and in no string") {
  auto former = schema_of(table("t", {column("last_name", "text")}),
                          check("t", "c", "((last_name <> 'last_name'::text) AND (length(last_name) > 1))"),
                          index("t", "i", {"last_name"}), unique("t", "u", {"last_name"}));
  auto desired = schema_of(table("t", {column("family_name", "text")}),
                           check("t", "c", "((family_name <> 'last_name'::text) AND (length(family_name) > 1))"),
                           index("t", "i", {"family_name"}), unique("t", "u", {"family_name"}));
  const auto difference =
      diff::compare(former, desired, {rename(column_id("t", "last_name"), column_id("t", "family_name"))});
  CHECK(lines(difference) == Lines{"rename column public.t.last_name -> family_name"});
  CHECK(lines(diff::inverse(difference)) == Lines{"rename column public.t.family_name -> last_name"});
}

TEST_CASE("a rename that is done is no difference") {
  const auto schema = schema_of(table("t", {column("b")}));
  CHECK(diff::compare(schema, schema, {rename(column_id("t", "a"), column_id("t", "b"))}).changes.empty());
}

TEST_CASE("where both names were there and one is left, what is renamed replaces what had its name") {
  const auto with_both = schema_of(table("t", {column("a"), column("b")}));
  const auto with_one = schema_of(table("t", {column("b")}));
  const auto columns = diff::compare(with_both, with_one, {rename(column_id("t", "a"), column_id("t", "b"))});
  CHECK(lines(columns) == Lines{"rename column public.t.b -> b_former", "rename column public.t.a -> b",
                                "drop column public.t.b_former"});
  CHECK(lines(diff::inverse(columns)) == Lines{"rename column public.t.b -> a", "add column public.t.b: integer"});
  const auto tables = diff::compare(schema_of(table("a", {column("x")}), table("b", {column("y")})),
                                    schema_of(table("b", {column("x")})), {rename(table_id("a"), table_id("b"))});
  CHECK(lines(tables) ==
        Lines{"rename table public.b -> b_former", "rename table public.a -> b", "drop table public.b_former"});
  CHECK(lines(diff::inverse(tables)) == Lines{"rename table public.b -> a", "create table public.b"});
}

TEST_CASE("a rename of what is to stay is history, whatever has the new name") {
  const auto before = schema_of(table("t", {column("a"), column("b", "integer")}));
  const auto after = schema_of(table("t", {column("a"), column("b", "bigint")}));
  CHECK(lines(diff::compare(before, after, {rename(column_id("t", "a"), column_id("t", "b"))})) ==
        Lines{"alter column public.t.b: type integer -> bigint"});
}

TEST_CASE("a renamed table takes along what stands on it, and its automatic names follow") {
  auto former = schema_of(table("users", {with_default(column("id"), "nextval('public.users_id_seq'::regclass)")}),
                          owned(sequence("users_id_seq"), "users", "id"), primary_key("users", {"id"}),
                          index("users", "idx_users_id", {"id"}), table("posts", {column("user_id")}),
                          foreign_key("posts", "user_id", "users"),
                          policy("posts", "own", "(EXISTS ( SELECT 1 FROM public.users WHERE (users.id = user_id)))"));
  auto desired =
      schema_of(table("people", {with_default(column("id"), "nextval('public.people_id_seq'::regclass)")}),
                owned(sequence("people_id_seq"), "people", "id"), primary_key("people", {"id"}),
                index("people", "idx_people_id", {"id"}), table("posts", {column("user_id")}),
                foreign_key("posts", "user_id", "people"),
                policy("posts", "own", "(EXISTS ( SELECT 1 FROM public.people WHERE (people.id = user_id)))"));
  const auto difference = diff::compare(former, desired, {rename(table_id("users"), table_id("people"))});
  CHECK(lines(difference) == Lines{"rename table public.users -> people",
                                   "rename sequence public.users_id_seq -> people_id_seq",
                                   "rename primary key public.people.users_pkey -> people_pkey",
                                   "rename index public.people.idx_users_id -> idx_people_id"});
  CHECK(difference.renamed == desired);
  CHECK(lines(diff::inverse(difference)) == Lines{"rename table public.people -> users",
                                                  "rename sequence public.people_id_seq -> users_id_seq",
                                                  "rename primary key public.users.people_pkey -> users_pkey",
                                                  "rename index public.users.idx_people_id -> idx_users_id"});
}

TEST_CASE("a table, its column and the column's type change at once") {
  auto former = schema_of(table("users", {column("name", "text")}), index("users", "i", {"name"}));
  auto desired = schema_of(table("people", {column("full_name", "citext")}), index("people", "i", {"full_name"}));
  const Lines expected{"rename table public.users -> people", "rename column public.people.name -> full_name",
                       "alter column public.people.full_name: type text -> citext"};
  // The column's former table may be called by either name.
  for (const char* table : {"users", "people"}) {
    const auto difference = diff::compare(former, desired,
                                          {rename(column_id(table, "name"), column_id("people", "full_name")),
                                           rename(table_id("users"), table_id("people"))});
    CHECK(lines(difference) == expected);
    CHECK(lines(diff::inverse(difference)) == Lines{"rename table public.people -> users",
                                                    "rename column public.users.full_name -> name",
                                                    "alter column public.users.name: type citext -> text"});
  }
}

TEST_CASE("the old name of a column may be used anew, and the way back knows which is which") {
  auto former = schema_of(table("t", {column("a", "text")}));
  auto desired = schema_of(table("t", {column("b", "text"), column("a", "integer")}));
  const auto difference = diff::compare(former, desired, {rename(column_id("t", "a"), column_id("t", "b"))});
  CHECK(lines(difference) == Lines{"rename column public.t.a -> b", "add column public.t.a: integer"});
  const auto back = diff::inverse(difference);
  CHECK(lines(back) == Lines{"rename column public.t.a -> a_former", "rename column public.t.b -> a",
                             "drop column public.t.a_former"});
  CHECK(lines(diff::compare(desired, desired, {rename(column_id("t", "a"), column_id("t", "b"))})).empty());
}

TEST_CASE("renames in a chain run from its end") {
  auto former = schema_of(table("a", {column("x")}), table("b", {column("y")}));
  auto desired = schema_of(table("b", {column("x")}), table("c", {column("y")}));
  const auto difference =
      diff::compare(former, desired, {rename(table_id("a"), table_id("b")), rename(table_id("b"), table_id("c"))});
  CHECK(lines(difference) == Lines{"rename table public.b -> c", "rename table public.a -> b"});
  CHECK(lines(diff::inverse(difference)) == Lines{"rename table public.b -> a", "rename table public.c -> b"});
}

TEST_CASE("two tables that say each other's names are taken as they are: it may be done already") {
  auto schema = schema_of(table("a", {column("x")}), table("b", {column("y")}));
  CHECK(diff::compare(schema, schema, {rename(table_id("a"), table_id("b")), rename(table_id("b"), table_id("a"))})
            .changes.empty());
}

TEST_CASE("a renamed enum and its labels follow into types, defaults, checks and predicates") {
  auto former = schema_of(enum_type("role", {"admin", "user"}),
                          table("t", {with_default(column("r", "public.role"), "'user'::public.role"),
                                      with_default(column("rs", "public.role[]"), "'{}'::public.role[]")}),
                          check("t", "c", "(r <> 'admin'::public.role)"));
  auto desired = schema_of(enum_type("kind", {"admin", "member"}),
                           table("t", {with_default(column("r", "public.kind"), "'member'::public.kind"),
                                       with_default(column("rs", "public.kind[]"), "'{}'::public.kind[]")}),
                           check("t", "c", "(r <> 'admin'::public.kind)"));
  const auto difference =
      diff::compare(former, desired,
                    {rename(enum_id("role"), enum_id("kind")), {enum_id("kind"), enum_id("kind"), "user", "member"}});
  CHECK(lines(difference) ==
        Lines{"rename enum public.role -> kind", "alter enum public.kind: rename 'user' -> 'member'"});
  CHECK(lines(diff::inverse(difference)) ==
        Lines{"rename enum public.kind -> role", "alter enum public.role: rename 'member' -> 'user'"});
}

TEST_CASE("an enum that loses a label makes way for a new one, to which columns move over") {
  auto former = schema_of(enum_type("role", {"admin", "user"}), table("t", {column("r", "public.role[]")}));
  auto desired = schema_of(enum_type("role", {"user"}), table("t", {column("r", "public.role[]")}));
  CHECK(lines(diff::compare(former, desired)) ==
        Lines{"rename enum public.role -> role_former", "drop enum public.role_former", "create enum public.role",
              "alter column public.t.r: type public.role_former[] -> public.role[]"});
}

TEST_CASE("a namespace is renamed with all that is in it") {
  auto former = schema_of(model::Namespace{"app", {}}, model::EnumType{{"app", "e"}, {"x"}, {}},
                          table("t", {with_default(column("c", "app.e"), "'x'::app.e")}));
  auto desired = schema_of(model::Namespace{"core", {}}, model::EnumType{{"core", "e"}, {"x"}, {}},
                           table("t", {with_default(column("c", "core.e"), "'x'::core.e")}));
  CHECK(lines(diff::compare(former, desired,
                            {rename({Kind::namespace_, {}, {}, "app"}, {Kind::namespace_, {}, {}, "core"})})) ==
        Lines{"rename schema app -> core"});
}

TEST_CASE("what is the same but for its name is renamed, not made anew") {
  auto former = schema_of(table("t", {column("a"), column("b")}), check("t", "c1", "(a > 0)"),
                          foreign_key("t", "a", "u"), index("t", "i1", {"a"}), index("t", "i2", {"b"}));
  auto desired = schema_of(table("t", {column("a"), column("b")}), check("t", "chk", "(a > 0)"),
                           index("t", "j2", {"b"}), index("t", "j3", {"a", "b"}));
  model::ForeignKey key = foreign_key("t", "a", "u");
  key.name = "fk_t_u";
  put(desired, key);
  CHECK(lines(diff::compare(former, desired)) ==
        Lines{"rename check constraint public.t.c1 -> chk", "rename index public.t.i2 -> j2",
              "rename foreign key public.t.t_a_fkey -> fk_t_u", "drop index public.t.i1", "create index public.t.j3"});
}

TEST_CASE("a trigger's columns, condition and function are renamed with what they name") {
  model::Trigger trigger = test::trigger("t", "touch", "f");
  trigger.update_of = {"a"};
  trigger.when = "(old.a IS DISTINCT FROM new.a)";
  model::Trigger renamed = test::trigger("t", "touch", "f");
  renamed.update_of = {"b"};
  renamed.when = "(old.b IS DISTINCT FROM new.b)";
  CHECK(lines(diff::compare(
            schema_of(table("t", {column("a")}), trigger), schema_of(table("t", {column("b")}), renamed),
            {rename(column_id("t", "a"), column_id("t", "b"))})) == Lines{"rename column public.t.a -> b"});
}

TEST_CASE("likely renames are those of alike tables, of columns of one type and of labels at one place") {
  auto former = schema_of(table("users", {column("id"), column("name", "text"), column("x")}),
                          table("t", {column("a", "text"), column("n")}), enum_type("e", {"one", "two"}));
  auto desired = schema_of(table("people", {column("id"), column("name", "text")}),
                           table("t", {column("b", "text"), column("n", "bigint")}), enum_type("e", {"one", "deux"}));
  const model::Renames likely = diff::likely_renames(diff::compare(former, desired));
  REQUIRE(likely.size() == 3);
  CHECK(likely[0] == rename(table_id("users"), table_id("people")));
  CHECK(likely[1] == rename(column_id("t", "a"), column_id("t", "b")));
  CHECK(likely[2] == model::Rename{enum_id("e"), enum_id("e"), "two", "deux"});
  CHECK(diff::likely_renames(diff::compare(former, desired, likely)).empty());
}

TEST_CASE("of several columns those with like names are paired, and another type needs a like name") {
  auto former = schema_of(table("t", {column("first_name", "text"), column("last_name", "text"), column("total")}));
  auto desired = schema_of(
      table("t", {column("surname", "text"), column("first", "text"), column("total_cents", "bigint"), column("z")}));
  const model::Renames likely = diff::likely_renames(diff::compare(former, desired));
  REQUIRE(likely.size() == 3);
  CHECK(likely[0] == rename(column_id("t", "last_name"), column_id("t", "surname")));
  CHECK(likely[1] == rename(column_id("t", "first_name"), column_id("t", "first")));
  CHECK(likely[2] == rename(column_id("t", "total"), column_id("t", "z")));
  const model::Renames others = diff::likely_renames(diff::compare(former, desired), {likely[2]});
  REQUIRE(others.size() == 3);
  CHECK(others[2] == rename(column_id("t", "total"), column_id("t", "total_cents")));
}

TEST_CASE("a column by which a table is partitioned is likely renamed, too") {
  const auto events = [](const std::string& name) {
    model::Table partitioned = table("events", {column("id"), column(name, "date")});
    partitioned.partition_by = "RANGE (" + name + ")";
    return schema_of(std::move(partitioned));
  };
  const model::Renames likely = diff::likely_renames(diff::compare(events("at"), events("happened")));
  REQUIRE(likely.size() == 1);
  CHECK(likely[0] == rename(column_id("events", "at"), column_id("events", "happened")));
  const diff::Difference difference = diff::compare(events("at"), events("happened"), likely);
  REQUIRE(difference.changes.size() == 1);
  CHECK(std::holds_alternative<diff::RenameColumn>(difference.changes.front()));
}

TEST_CASE("a table is likely the same where a column of it has another name too") {
  auto former = schema_of(table("users", {column("id"), column("name", "text"), column("mail", "text")}));
  auto desired = schema_of(table("people", {column("id"), column("full_name", "text"), column("mail", "text")}));
  const model::Renames likely = diff::likely_renames(diff::compare(former, desired));
  CHECK(likely == model::Renames{rename(table_id("users"), table_id("people"))});
  CHECK(diff::likely_renames(diff::compare(former, desired, likely)) ==
        model::Renames{rename(column_id("people", "name"), column_id("people", "full_name"))});
  auto other = schema_of(table("products", {column("id"), column("title", "text"), column("price", "numeric")}));
  CHECK(diff::likely_renames(diff::compare(former, other)).empty());
}

TEST_CASE("types and sequences that are the same but for their name are likely the same, and a label of such a type") {
  auto former = schema_of(enum_type("role", {"a", "b"}), sequence("s"), enum_type("mood", {"x", "y"}));
  auto desired = schema_of(enum_type("kind", {"a", "b"}), sequence("t"), enum_type("mood", {"x", "z"}));
  const model::Renames likely = diff::likely_renames(diff::compare(former, desired));
  REQUIRE(likely.size() == 3);
  CHECK(likely[0] == rename(enum_id("role"), enum_id("kind")));
  CHECK(likely[1] == rename(sequence_id("s"), sequence_id("t")));
  CHECK(likely[2] == model::Rename{enum_id("mood"), enum_id("mood"), "y", "z"});
  auto relabelled = schema_of(enum_type("kind", {"a", "c"}), sequence("t"), enum_type("mood", {"x", "z"}));
  const model::Renames said{rename(enum_id("role"), enum_id("kind"))};
  const model::Renames labels = diff::likely_renames(diff::compare(former, relabelled, said), {likely[1], likely[2]});
  CHECK(labels == model::Renames{{enum_id("kind"), enum_id("kind"), "b", "c"}});
}

TEST_CASE("a namespace with mostly the same contents is likely the same") {
  const auto in = [](const std::string& space, const std::string& name) {
    model::Table made = table(name, {column("id"), column("name", "text")});
    made.name.schema = space;
    return made;
  };
  model::Schema former, desired;
  former.namespaces.put({"crm", {}});
  desired.namespaces.put({"sales", {}});
  for (const char* name : {"users", "orders"}) {
    former.tables.put(in("crm", name));
    desired.tables.put(in("sales", name));
  }
  const model::Renames likely = diff::likely_renames(diff::compare(former, desired));
  REQUIRE_FALSE(likely.empty());
  CHECK(likely[0] == rename({Kind::namespace_, {}, {}, "crm"}, {Kind::namespace_, {}, {}, "sales"}));
  CHECK(diff::likely_renames(diff::compare(former, desired, {likely[0]})).empty());
}
