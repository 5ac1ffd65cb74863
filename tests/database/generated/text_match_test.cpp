// Texts that are matched with what another column has: characters of patterns mean themselves there, too.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "database/generated/database.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;

TEST_CASE("a text is matched with what another column has", "[query]") {
  runtime::Connection database(tests::eventide_database());
  UserRepository users(database);
  const auto add = [&](const std::string& first, const std::string& family, std::optional<std::string> phone) {
    users.insert({.email = "u" + std::to_string(users.count()) + "@example.org",
                  .first_name = first,
                  .family_name = family,
                  .phone_number = std::move(phone),
                  .password = runtime::PasswordHash{"$"}});
  };
  using Names = std::vector<std::string>;
  const auto of = [&](const runtime::Condition<User>& condition) {
    return users.where(condition).order_by(user::email).select(user::first_name).all();
  };
  const std::string odd = R"(a%b\_c)";
  add("Annabel", "Anna", "4930123456");
  add(odd, R"(%B\_)", std::nullopt);
  add("axby_c", "%b_", std::nullopt);
  add("Bo", "Ob", std::nullopt);

  CHECK(of(user::first_name.starts_with(user::family_name)) == Names{"Annabel"});
  CHECK(of(user::first_name.icontains(user::family_name)) == Names{"Annabel", odd});
  CHECK(of(user::first_name.contains(user::family_name.lower())) == Names{odd});
  CHECK(of(user::first_name.istarts_with(user::first_name.lower())).size() == 4);
  CHECK(of((user::first_name + "!").ends_with(user::first_name + "!")).size() == 4);
  CHECK(of((user::first_name + "b").iends_with(user::family_name)) == Names{"Bo"});
  CHECK(of(user::first_name.like(user::family_name + "%")) == Names{"Annabel", "axby_c"});
  CHECK(of(user::first_name.ilike("%" + user::family_name + "%")) == Names{"Annabel", "axby_c"});
  CHECK(of(user::first_name.not_like(user::family_name + "%")) == Names{odd, "Bo"});
  CHECK(of(user::first_name.not_ilike(user::phone_number + "%")).size() == 4);
  CHECK(of(user::first_name.matches("^" + user::family_name)) == Names{"Annabel"});
  CHECK(of(user::first_name.imatches(user::family_name.upper())) == Names{"Annabel"});
  CHECK(of(!user::phone_number.contains(user::first_name)).size() == 4);
  CHECK(of(user::phone_number.contains(user::phone_number)) == Names{"Annabel"});
}
