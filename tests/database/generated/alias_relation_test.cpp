// Relations of an alias: on from a table that a query reads twice, joined, asked for and counted.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "database/generated/visitors.hpp"

using namespace schemac;
using namespace museum;
using namespace museum::catalogue;
using runtime::as, runtime::count_of, runtime::has;

namespace {

namespace v = museum::visitor;
using Names = std::vector<std::string>;
constexpr auto kParent = as<Visitor, "parent">;
constexpr auto kGrandparent = as<Visitor, "grandparent">;

/// Ada is Bob's guardian and he is Cora's; Ada and Bob have a ticket, both the same, and Ada one more.
struct Family : tests::Visitors {
  Family() {
    const Visitor ada = visitor("Ada"), bob = visitor("Bob", ada.id);
    visitor("Cora", bob.id);
    TicketRepository tickets(database);
    for (int i = 0; i < 2; ++i) tickets.insert({});
    EntryRepository entries(database);
    entries.insert({.visitor_id = ada.id, .ticket_id = 1});
    entries.insert({.visitor_id = ada.id, .ticket_id = 2});
    entries.insert({.visitor_id = bob.id, .ticket_id = 1});
  }
  auto with_parent() const { return visitors.query().order_by(v::name).join(v::guardian, kParent); }
};

}  // namespace

TEST_CASE("a join goes on from an alias along its relations", "[relations][alias][second]") {
  const Family f;
  const auto three = f.with_parent().join(kParent[v::guardian], kGrandparent);
  CHECK(three.select(v::name, kParent[v::name], kGrandparent[v::name]).all() ==
        std::vector<std::tuple<std::string, std::string, std::string>>{{"Cora", "Bob", "Ada"}});
  const auto perhaps = f.with_parent().left_join(kParent[v::guardian], kGrandparent);
  CHECK(perhaps.select(v::name, kGrandparent[v::name]).all() ==
        std::vector<std::tuple<std::string, std::optional<std::string>>>{{"Bob", std::nullopt}, {"Cora", "Ada"}});
  const auto whole = three.select(runtime::whole<Visitor>, runtime::whole<runtime::As<Visitor, "grandparent">>).one();
  CHECK(std::get<0>(whole).name == "Cora");
  CHECK(std::get<1>(whole).name == "Ada");
}

TEST_CASE("along a relation of an alias a table between joins, too", "[relations][alias][second]") {
  const Family f;
  const auto tickets = f.with_parent().join(kParent[v::tickets]).order_by(ticket::id).select(v::name, ticket::id).all();
  CHECK(tickets == std::vector<std::tuple<std::string, std::int64_t>>{{"Bob", 1}, {"Bob", 2}, {"Cora", 1}});
  CHECK(f.with_parent().join(v::tickets).join(kParent[v::tickets], as<Ticket, "theirs">).count() == 2);
}

TEST_CASE("a query that begins with an alias goes along its relations", "[relations][alias][second]") {
  Family f;
  const auto children = runtime::from<runtime::As<Visitor, "parent">>(f.database).join(kParent[v::wards]);
  CHECK(children.order_by(v::name).select(v::name).all() == Names{"Bob", "Cora"});
}

TEST_CASE("what is related to an alias is asked for and counted", "[relations][alias][second]") {
  const Family f;
  CHECK(f.with_parent().where(has(kParent[v::guardian])).select(v::name).all() == Names{"Cora"});
  CHECK(f.with_parent().where(!has(kParent[v::guardian])).select(v::name).all() == Names{"Bob"});
  CHECK(f.with_parent().where(has(kParent[v::tickets], ticket::id == 2)).select(v::name).all() == Names{"Bob"});
  CHECK(f.with_parent().where(has(kParent[v::guardian], v::name == "ada")).select(v::name).all() == Names{"Cora"});
  CHECK(f.with_parent()
            .where(has(kParent[v::guardian], kGrandparent, kGrandparent[v::name] < kParent[v::name]))
            .select(v::name)
            .all() == Names{"Cora"});
  CHECK(f.with_parent()
            .select(count_of(kParent[v::tickets]), count_of(kParent[v::tickets], ticket::id == 1),
                    count_of(kParent[v::wards], kGrandparent, kGrandparent[v::name] != "ada"))
            .all() == std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>{{2, 1, 1}, {1, 1, 1}});
}

TEST_CASE("a row around and those related to it may be of one entity, each by its own name",
          "[relations][alias][second]") {
  Family f;
  const auto parents = runtime::from<runtime::As<Visitor, "parent">>(f.database).order_by(kParent[v::name]);
  CHECK(parents.where(has(kParent[v::wards], v::name == "cora")).select(kParent[v::name]).all() == Names{"Bob"});
  CHECK(parents.select(count_of(kParent[v::wards])).all() == std::vector<std::int64_t>{1, 1, 0});
}
