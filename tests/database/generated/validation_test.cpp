// Rules of the schema, held before anything is sent: every broken one at once, and never one that the database would
// not refuse as well.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>
#include <schemac/runtime/validation.hpp>

#include "database/generated/database.hpp"
#include "guarded.hpp"
#include "user.hpp"

using namespace schemac;
using namespace museum::catalogue;
using Catch::Contains;
using runtime::Numeric;
using runtime::Rule;
using runtime::ValidationFailure;

namespace museum::catalogue {
// What the schema's `satisfies` asks for: the application's own functions.
bool well_formed_slug(const std::string& slug) { return slug.find(' ') == std::string::npos; }
bool is_a_day_of_work(const runtime::Date& day) { return day != runtime::Date::parse("2026-01-01").value(); }
}  // namespace museum::catalogue

namespace {

struct Fixture {
  runtime::Connection database{tests::second_database()};
  LabelRepository labels{database};
};

/// What is broken, as `row.field:rule`.
template <class Write>
std::vector<std::string> broken(const Write& write) {
  constexpr const char* kRules[] = {"length", "range", "pattern", "email", "function"};
  std::vector<std::string> told;
  try {
    write();
  } catch (const ValidationFailure& failure) {
    for (const runtime::BrokenRule& rule : failure.broken())
      told.push_back(std::to_string(rule.row) + "." + std::string(rule.field) + ":" +
                     kRules[static_cast<std::size_t>(rule.rule)]);
  }
  return told;
}

using Told = std::vector<std::string>;

NewLabel all_wrong() {
  return {.title = "ab",
          .code = "a1",
          .mail = "nobody",
          .stars = std::int16_t{6},
          .price = Numeric("0.49"),
          .rating = 9.6F,
          .slug = "two words",
          .shelf_mark = "123456",
          .shown_on = runtime::Date::parse("2026-01-01")};
}

const Told kAllWrong{"0.title:length", "0.code:pattern",  "0.mail:email",        "0.stars:range",      "0.price:range",
                     "0.rating:range", "0.slug:function", "0.shelf_mark:length", "0.shown_on:function"};

}  // namespace

TEST_CASE_METHOD(Fixture, "every broken rule is told at once, by field, before anything is sent", "[validation]") {
  // A connection that is closed shows that nothing is sent.
  runtime::Connection nowhere(tests::second_database());
  LabelRepository unreachable(nowhere);
  nowhere.close();
  CHECK(broken([&] { unreachable.insert(all_wrong()); }) == kAllWrong);
  CHECK(broken([&] { unreachable.insert_or_ignore(all_wrong()); }) == kAllWrong);
  CHECK(broken([&] { unreachable.upsert(all_wrong(), LabelRepository::Key::title); }) == kAllWrong);
  CHECK(broken([&] { unreachable.update(1, {.title = "ab", .stars = std::int16_t{0}}); }) ==
        Told{"0.title:length", "0.stars:range"});
  CHECK(broken([&] { unreachable.where(label::id == 1).update({.mail = "x"}); }) == Told{"0.mail:email"});
  CHECK(broken([&] { unreachable.where(label::id == 1).update_returning({.mail = "x"}); }) == Told{"0.mail:email"});
  CHECK(broken([&] { unreachable.upsert({.title = "fine"}, LabelRepository::Key::title, {.slug = "a b"}); }) ==
        Told{"0.slug:function"});
  const std::vector<NewLabel> several{{.title = "fine"}, {.title = "x"}, {.title = "good", .mail = "y"}};
  const Told of_several{"1.title:length", "2.mail:email"};
  CHECK(broken([&] { unreachable.insert_many(several); }) == of_several);
  CHECK(broken([&] { unreachable.insert_bulk(several); }) == of_several);
  CHECK(broken([&] { LabelRepository::validate(several); }) == of_several);
  CHECK_NOTHROW(LabelRepository::validate(NewLabel{.title = "fine"}));
  CHECK(labels.count() == 0);
}

TEST_CASE_METHOD(Fixture, "a failure says what each rule wants, and no value", "[validation]") {
  try {
    labels.insert(all_wrong());
    FAIL("it did not throw");
  } catch (const ValidationFailure& failure) {
    CHECK(failure.broken()[0].message == "has 2 characters, and needs 3 to 10");
    CHECK(failure.broken()[3].message == "has to be 1 to 5");
    CHECK(failure.broken()[4].message == "has to be at least 0.5");
    CHECK(failure.broken()[5].message == "has to be at most 9.5");
    CHECK(failure.broken()[6].message == "does not satisfy `well_formed_slug`");
    CHECK(
        failure.message() ==
        "`Label` is not as its schema wants it: `title` has 2 characters, and needs 3 to 10; `code` is not of the form "
        "that it has to be; `mail` does not look like an address of mail; `stars` has to be 1 to 5; `price` has to be "
        "at least 0.5; `rating` has to be at most 9.5; `slug` does not satisfy `well_formed_slug`; `shelf_mark` has 6 "
        "characters, and needs at most 5; `shown_on` does not satisfy `is_a_day_of_work`");
    CHECK_FALSE(failure.retryable());
  }
}

TEST_CASE_METHOD(Fixture, "at the edge of each rule the code says what the database says", "[validation]") {
  std::vector<NewLabel> edge;
  for (const char* title : {"", "ab", "abc", "äöü", "äö", "abcdefghij", "ÄÖÜäöüßéèê", "abcdefghijk", "日本語", "   "})
    edge.push_back({.title = title});
  for (const char* code : {"A12", "A123", "A1", "a12", "A12 ", "Ä12", "A1234", "12", "A12  "})
    edge.push_back({.title = "fine", .code = code});
  for (const char* mail : {"a@b.c", "a@b", "@b.c", "a b@c.d", "a@b.c.d", "a@@b.c", "ü@ü.de", "a@b.c\n", ""})
    edge.push_back({.title = "fine", .mail = mail});
  for (const int stars : {-32768, 0, 1, 5, 6, 32767})
    edge.push_back({.title = "fine", .stars = static_cast<std::int16_t>(stars)});
  for (const char* price : {"0.49", "0.50", "0.5", "99999999.99", "-1", "NaN"})
    edge.push_back({.title = "fine", .price = Numeric(price)});
  for (const char* mark : {"", "12345", "123456", "12345   ", "äöüßé", "äöüßéx", "      "})
    edge.push_back({.title = "fine", .shelf_mark = mark});
  edge.push_back({.title = "fine", .slug = ""});
  for (const NewLabel& label : edge) {
    INFO(label.title.value() << '|' << (label.mail ? *label.mail : "") << '|'
                             << (label.code.is_set() ? label.code.value() : "") << '|'
                             << (label.price.is_set() ? label.price.value().to_string() : ""));
    const bool held = broken([&] { LabelRepository::validate(label); }).empty();
    // The same row by way of an executor that holds it against no rule: as SQL.
    const auto text = [](const auto& change) { return std::optional<std::string>(change); };
    bool accepted = true;
    try {
      runtime::Transaction undone(database);
      undone.query_unchecked_sql(
          "INSERT INTO labels (title, code, mail, stars, price, slug, shelf_mark) VALUES ($1, $2::text, $3, "
          "$4::smallint, $5::numeric, $6, $7)",
          {text(label.title.value()), text(label.code.is_set() ? label.code.value() : "A01"), label.mail,
           text(std::to_string(label.stars.is_set() ? label.stars.value() : 3)),
           text(label.price.is_set() ? label.price.value().to_string() : "1"),
           text(label.slug.is_set() ? label.slug.value() : "slug"),
           text(label.shelf_mark.is_set() ? label.shelf_mark.value() : "")});
    } catch (const runtime::Error&) {
      accepted = false;
    }
    CHECK(held == accepted);
  }
}

TEST_CASE("what an application writes of a user is held against its rules", "[validation]") {
  runtime::Connection database(tests::eventide_database());
  eventide::UserRepository users(database);
  const eventide::NewUser wrong{.email = "ada",
                                .first_name = "A",
                                .family_name = std::string(51, 'x'),
                                .phone_number = "12",
                                .password = runtime::PasswordHash{"$"}};
  CHECK(broken([&] { users.insert(wrong); }) ==
        Told{"0.email:email", "0.first_name:length", "0.family_name:length", "0.phone_number:length"});
  CHECK(users.count() == 0);
}

TEST_CASE_METHOD(Fixture, "what `set` gives a column by value is held against its rules, all at once", "[validation]") {
  runtime::Connection nowhere(tests::second_database());
  LabelRepository unreachable(nowhere);
  nowhere.close();
  using runtime::set;
  const auto one = unreachable.where(label::id == 1);
  CHECK(broken([&] { one.update(set(label::rating, 9.6F)); }) == Told{"0.rating:range"});
  CHECK(broken([&] { one.update(set(label::slug, "two words"), set(label::title, "ab")); }) ==
        Told{"0.title:length", "0.slug:function"});
  CHECK(broken([&] { one.update_returning(set(label::mail, std::optional<std::string>("x"))); }) ==
        Told{"0.mail:email"});
  CHECK(broken([&] { static_cast<void>(one.updating(set(label::stars, 6))); }) == Told{"0.stars:range"});
  CHECK(broken([&] {
          unreachable.upsert({.title = "fine"}, LabelRepository::Key::title, set(label::slug, "a b"),
                             set(label::shown_on, runtime::Date::parse("2026-01-01").value()));
        }) == Told{"0.slug:function", "0.shown_on:function"});
  CHECK(broken([&] {
          unreachable.upsert_many({{.title = "fine"}}, LabelRepository::Key::title, set(label::code, "a1"));
        }) == Told{"0.code:pattern"});
  // NULL breaks no rule, and what the database calculates is the database's to check.
  const Label made = labels.insert({.title = "made", .mail = "a@b.c", .rating = 9.0F});
  const auto it = labels.where(label::id == made.id);
  CHECK(it.update(set(label::mail, std::nullopt), set(label::slug, label::slug.upper())) == 1);
  CHECK(it.update(set(label::rating, label::rating * 2.0F)) == 1);  // a rule in code only
  CHECK_THROWS_AS(it.update(set(label::stars, label::stars + 5)), runtime::CheckViolation);
  CHECK(labels.get(made.id).rating == 18.0F);
}
