// What compilers say to queries that do not fit: each in a sentence, at the call.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "generated/compiler.hpp"
#include "support/child.hpp"
#include "support/files.hpp"

using namespace schemac;
using Catch::Contains;

namespace {

/// What both compilers say to an expression in a function with the repositories `users` and `bookings`.
void check_refused(const tests::TemporaryFolder& folder, const std::string& expression, const std::string& sentence) {
  StagedFiles staged;
  staged.write(folder.path() / "use.cpp", fmt::format(R"(#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/select.hpp>
#include "booking.hpp"
#include "user.hpp"
using namespace eventide;
using namespace schemac::runtime;
struct Three {{ std::string reference; Numeric price; std::string notes; }};
void use([[maybe_unused]] UserRepository& users, [[maybe_unused]] BookingRepository& bookings) {{
  static_cast<void>({});
}}
)",
                                                      expression));
  staged.commit();
  for (const std::string& compiler : tests::compilers()) {
    const tests::Compiled compiled = tests::compile(compiler, folder.path() / "use.cpp");
    INFO(compiler << ": " << expression);
    CHECK(compiled.well == sentence.empty());
    CHECK_THAT(compiled.output, Contains(sentence));
    if (!sentence.empty()) CHECK_THAT(compiled.output, Contains("use.cpp:10:"));
  }
}

}  // namespace

TEST_CASE("a query that does not fit the schema does not compile, and a sentence says why") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  const auto refused = [&](const std::string& expression, const std::string& sentence) {
    check_refused(folder, expression, sentence);
  };
  refused("bookings.where(booking::reference == \"x\").order_by(booking::id).limit(1).all()", "");
  refused("bookings.where(booking::status == Role::admin)", "this is no value of the column's type");
  refused("bookings.where(booking::reference == 5)", "this is no value of the column's type");
  refused("bookings.where(booking::price > 9.99)", "a double is no exact number");
  refused("BookingPatch{.price = 9}", "");
  refused("BookingPatch{.price = 9.99}", "Numeric");
  refused("Numeric(9.99)", "deleted");
  refused("Change<std::int32_t>(0.9)", "deleted");
  refused("Required<std::int32_t>(0.9)", "deleted");
  refused("NullableField<std::int32_t>(0.9)", "deleted");
  refused("bookings.where(booking::id == std::nullopt)", "this is never NULL");
  refused("bookings.where(booking::notes < std::nullopt)", "NULL is neither less nor greater than a value");
  refused("bookings.where(booking::id == booking::reference)",
          "the two sides of this comparison are of different types");
  refused("bookings.where(booking::during.like(\"x\"))", "like");
  refused("bookings.where(booking::reference.overlaps(5))", "overlaps");
  refused("bookings.where(booking::during.overlaps(5))", "ranges are compared with ranges of their type");
  refused("users.where(user::password == \"secret\")", "values of this column cannot be compared");
  refused("bookings.where(user::first_name == \"Ada\")",
          "this condition speaks of a table that is not among those it would be a condition of");
  refused("bookings.query().where(user::first_name == \"Ada\").all()",
          "this query speaks of a table that it neither reads nor joins");
  refused("bookings.query().order_by(user::first_name)", "rows are ordered by a table that the query does not read");
  refused("bookings.query().select(user::first_name)", "this is a column of a table that the query does not read");
  refused("bookings.query().with(load(booking::user), booking::user)", "a relation is loaded once");
  refused("bookings.query().select(whole<User>)", "this is a column of a table that the query does not read");
  refused("bookings.query().join(user::bookings)", "this is a relation of a table that the query does not read");
  refused("bookings.query().join(booking::user).join(booking::user)", "this table is read already");
  refused("bookings.query().select(sum(booking::reference))", "only numbers, money and intervals can be added up");
  refused("bookings.query().select(max(booking::id))", "PostgreSQL has no min and max of this type");
  refused("bookings.where(booking::user_id.in(from<User>().select(user::email)))",
          "the query gives values of another type than what is looked for");
  refused("users.where(user::email.in({\"a\", \"b\"}))", "");
  refused("bookings.where(raw_condition(\"{} = 1\"))", "raw SQL has another number of {} than there are arguments");
  refused("bookings.where(booking::notes.search(\"en'glish\", \"x\"))", "a language is spelled with a to z, _ and .");
  refused("bookings.query().everywhere().restore()", "rows of this entity are not marked when they are removed");
  refused("bookings.query().join(booking::user).everywhere().remove()", "rows of one table are changed");
  refused("bookings.query().everywhere().update(set(user::first_name, \"x\"))",
          "an update sets columns of the table that it changes");
  refused("set(booking::price, booking::notes)", "a column is set to an expression of its own type");
  refused("set(booking::price, std::nullopt)", "this column cannot be NULL");
  refused("bookings.query().everywhere().update(set(booking::updated_at, TimestampTz()))",
          "nobody sets this column: the database generates it, or every update does");
  refused("users.upsert(std::declval<NewUser>(), UserRepository::Key::email, from_new(user::updated_at))",
          "an upsert sets what a patch has, or what `set` and `from_new` say of columns of its table that can be set");
  refused("bookings.query().everywhere().update(set(booking::price, from_new(booking::price)))",
          "`from_new` is the row that an upsert was to insert: an update has none");
  refused("users.upsert(std::declval<NewUser>(), UserRepository::Key::email, set(booking::price, 1))",
          "an upsert sets what a patch has, or what `set` and `from_new` say of columns of its table");
  refused("std::declval<Pipeline&>().all(users.query().with(user::bookings))",
          "relations are loaded by statements of their own, with the keys that rows have: not in a pipeline");
  refused("users.query().with(user::bookings).one()[user::bookings]", "");
  refused("users.query().with(user::bookings).limit(3).order_by(user::email).all()", "");
  refused("users.query().with(user::email)", "rows are loaded along relations of the entity");
  refused("bookings.query().with(as<Booking, \"other\">[booking::user])",
          "rows are loaded along relations of the entity");
  refused("users.query().with(user::bookings).with(user::bookings)", "a relation is loaded once");
  refused("users.query().join(as<User, \"other\">[user::bookings])",
          "this is a relation of a table that the query does not read");
  refused("users.query().order_by(\"email\")", "rows are ordered by columns and expressions");
  refused("users.query().select()", "nothing is selected");
  refused("users.query().with(user::bookings).one()[booking::user]", "this relation was not loaded");
  refused("users.query().with(booking::user).all()", "this is a relation of another entity");
  refused("users.query().select(user::email).with(user::bookings)", "whole rows have relations");
  refused("bookings.where(raw_condition(\"'{a}' = {}\", 1))", "a brace in raw SQL that is meant itself is doubled");
  refused("bookings.where(raw_condition(std::string(\"true\").c_str()))", "raw_condition");
}

TEST_CASE("a relation to an entity whose header is not included says which is missing") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  for (const std::string query : {"with(booking::user)", "with(load(booking::user).limit(3))"}) {
    StagedFiles staged;
    staged.write(
        folder.path() / "use.cpp",
        fmt::format("#include <schemac/runtime/select.hpp>\n#include \"booking.hpp\"\nusing namespace eventide;\n"
                    "using namespace schemac::runtime;\n"
                    "void use(BookingRepository& bookings) {{ static_cast<void>(bookings.query().{}); }}\n",
                    query));
    staged.commit();
    for (const std::string& compiler : tests::compilers()) {
      const tests::Compiled compiled = tests::compile(compiler, folder.path() / "use.cpp");
      INFO(compiler << ": " << query << "\n" << compiled.output);
      CHECK_FALSE(compiled.well);
      CHECK_THAT(compiled.output, Contains("include the generated header of the entity that this relation leads to") &&
                                      Contains("use.cpp:5:"));
      CHECK(compiled.output.find("error:") == compiled.output.find("error: static"));
    }
  }
}

TEST_CASE("an aggregate stands where there are groups, and else a sentence says where") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  const auto refused = [&](const std::string& expression, const std::string& sentence) {
    check_refused(folder, expression, sentence);
  };
  const std::string having = "an aggregate is calculated over the rows that `where` chose: say `having`";
  refused(
      "bookings.query().group_by(booking::status).having(count() > 1 && sum(booking::price) > "
      "9).order_by(count().desc(), "
      "avg(booking::price) + 1).select(booking::status, count(), coalesce(sum(booking::price), 0) * 2).all()",
      "");
  refused("bookings.where(booking::price > scalar(from<Booking>().select(avg(booking::price)))).count()", "");
  refused("bookings.query().having(GroupCondition<Booking>() && count() > 1)", "");
  refused("bookings.where(count() > 1)", having);
  refused("bookings.query().where(sum(booking::price) + 1 > 5 && booking::notes.is_null())", having);
  refused("Condition<Booking>(max(booking::price) > 1)", having);
  refused("users.where(has(user::bookings, count() > 1))", having);
  refused("bookings.query().join<User>(count() > 1)", "an aggregate is calculated over the rows that a join gave");
  refused("bookings.query().group_by(count())", "an aggregate is calculated once there are groups");
  refused("sum(count())", "there is no aggregate of an aggregate");
  refused("count().filter(max(booking::price) > 1)", "there is no aggregate of an aggregate");
  refused("bool_and(count() > 1)", "there is no aggregate of an aggregate");
  refused("set(booking::price, sum(booking::price))", "a row has no aggregate: set the column to `scalar` of a query");
}

TEST_CASE("a calculation that PostgreSQL does not have does not compile, and a sentence says why") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  const auto refused = [&](const std::string& expression, const std::string& sentence) {
    check_refused(folder, expression, sentence);
  };
  refused("bookings.where(booking::created_at + Interval{.days = 3} < now() && booking::price % 2 == 0).all()", "");
  refused("booking::created_at - booking::price", "there is no such calculation between values of these types");
  refused("booking::created_at + 3", "there is no such calculation between values of these types");
  refused("booking::reference + booking::price", "the two sides are of different types, and do not make one");
  refused("booking::notes + std::nullopt", "what is calculated with NULL is NULL");
  refused("bookings.where(booking::during.overlaps(Range<TimestampTz>(TimestampTz::parse(\"x\"), std::nullopt)))",
          "the end of a range is a value");
  refused("Range<TimestampTz>({}, std::nullopt)", "deleted");
  refused("Range<TimestampTz>(TimestampTz(), {})", "deleted");
  refused("Range<std::int32_t>({}, 5)", "ambiguous");
  refused("Range<std::int64_t>(0, 5)", "");
  refused("bookings.query().select_as<Three>(booking::reference, booking::price)",
          "this struct has more members than what is selected");
  refused("bookings.query().select_as<Three>(booking::reference, booking::price, booking::notes)",
          "the members of this struct are not of the types that are selected, in this order");
  refused("bookings.query().left_join(booking::user).select_as<Three>(user::email, booking::price, booking::reference)",
          "what may be NULL is a std::optional");
  refused("BookingRepository(*std::declval<Pool&>().acquire())", "deleted");
  refused("booking::price + booking::reference", "the two sides of this calculation are of different types");
  refused("booking::price.between(0, booking::notes)", "the two sides of this comparison are of different types");
  refused("booking::during * 5", "ranges are calculated with ranges of their type");
  refused("array_agg(booking::notes)", "elements that may be NULL have no place in a vector");
  refused("users.query().left_join(user::bookings).select(array_agg(booking::id))",
          "elements that a left join may miss have no place in a vector");
  refused("users.query().left_join(user::bookings).select(coalesce(array_agg(booking::id), std::vector<Uuid>{}))",
          "elements that a left join may miss have no place in a vector");
  refused("string_agg(booking::price, \", \")", "string_agg");
  refused("bookings.where(booking::price > scalar(from<Booking>()))", "a query is a value that selects one expression");
  refused("bookings.where(booking::id == scalar(from<Booking>().select(booking::price)))",
          "the two sides of this comparison are of different types");
}
