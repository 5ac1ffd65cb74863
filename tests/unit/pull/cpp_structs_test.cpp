// Finding the members of structs in the text of a header, whatever a person has put around them.
#include "pull/cpp_structs.hpp"

#include <catch2/catch.hpp>

#include "pull/cpp_tokens.hpp"

namespace schemac::pull {
namespace {

constexpr std::string_view kHeader = R"h(#pragma once
#define HERE struct {
// A comment with a brace: {
namespace shop {
struct Later;
enum class Role { admin, member,  ///< most people
                  guest };

/// A thing
/// for sale.
struct Item : Entity, Timestamps, Owned<Shop<int>> {
  // Never null.
  BigInt id{primary_key};  // the key

  /// What it costs; a bracket in a string: "}".
  Numeric<10, 2> price{at_least(0), check("price < 1'000 and name <> '}'")};
  Text name; ///< As printed.
  static constexpr int kLimit = 3;
  int limit() const { return kLimit; }
  Text code{default_sql(R"sql(a ' } ")sql")};

  static constexpr Table table{
      index(&Item::price, &Item::name),  // found by price
      unique(&Item::name),
  };
};
template <class T>
struct Owned { BelongsTo<T> owner; };
}  // namespace shop
)h";

const CppType& type(const std::vector<CppType>& types, std::string_view name) {
  for (const CppType& each : types)
    if (each.name == name) return each;
  throw std::runtime_error("no such type");
}

}  // namespace

TEST_CASE("structs and enumerations are found with their members") {
  const std::vector<CppType> types = types_in(kHeader);
  REQUIRE(types.size() == 3);
  const CppType& item = type(types, "Item");
  std::vector<std::string> members;
  for (const CppMember& member : item.members) members.push_back(without_layout(in(kHeader, member.span)));
  REQUIRE(members.size() == 7);
  CHECK(members[0] == "BigInt id { primary_key } ; ");
  CHECK(members[4] == "int limit ( ) const { return kLimit ; } ");
  CHECK(in(kHeader, item.bases[2]) == "Owned<Shop<int>>");
  CHECK(type(types, "Owned").is_template);
}

TEST_CASE("a member has its options, comments and lines") {
  const CppType item = type(types_in(kHeader), "Item");
  CHECK(in(kHeader, item.members[1].items[0]) == "at_least(0)");
  CHECK(in(kHeader, item.members[1].items[1]) == "check(\"price < 1'000 and name <> '}'\")");
  CHECK(in(kHeader, item.members[0].whole) == "  // Never null.\n  BigInt id{primary_key};  // the key\n");
  REQUIRE(item.members[2].docs.size() == 1);
  CHECK(in(kHeader, item.members[2].docs[0]) == "///< As printed.");
  REQUIRE(item.docs.size() == 2);
  const CppMember& table = item.members.back();
  REQUIRE(table.items.size() == 2);
  CHECK(table.comma_after_last);
  CHECK(in(kHeader, table.items[1]) == "unique(&Item::name)");
}

TEST_CASE("a heading belongs to no member, nor does what an empty line sets apart") {
  constexpr std::string_view kText = R"h(struct A {
  // ---- Money ----
  // What it costs -- net.
  int price;

  // Stock.

  int stock;  // ---- at hand ----
  //======
  /// --- Not one.
  int more;
};
)h";
  const CppType a = type(types_in(kText), "A");
  CHECK(in(kText, a.members[0].whole) == "  // What it costs -- net.\n  int price;\n");
  CHECK(in(kText, a.members[1].whole) == "  int stock;  // ---- at hand ----\n");
  CHECK(in(kText, a.members[2].whole) == "  /// --- Not one.\n  int more;\n");
}

TEST_CASE("what schemac reads of a member belongs to it over empty lines") {
  constexpr std::string_view kText = R"h(struct A {
  // Prices.

  // schemac: renamed from cost

  /// What it costs.

  int price;
};
)h";
  const CppMember price = type(types_in(kText), "A").members[0];
  CHECK(in(kText, price.whole) == "  // schemac: renamed from cost\n\n  /// What it costs.\n\n  int price;\n");
  CHECK(price.docs.size() == 1);
}

TEST_CASE("an enumerator has its comment behind the comma") {
  const CppType role = type(types_in(kHeader), "Role");
  REQUIRE(role.members.size() == 3);
  CHECK(in(kHeader, role.members[1].span) == "member");
  REQUIRE(role.members[1].docs.size() == 1);
  CHECK(in(kHeader, role.members[1].docs[0]) == "///< most people");
  CHECK_FALSE(role.members[2].comma_after_last);
}

TEST_CASE("code that differs in layout alone is the same") {
  CHECK(without_layout("Varchar<50> name{unique};  // x") == without_layout("Varchar< 50 >\n name { unique } ;"));
  CHECK(without_layout("a + b") != without_layout("a - b"));
  CHECK(without_layout("\"a  b\"") != without_layout("\"a b\""));
}

}  // namespace schemac::pull
