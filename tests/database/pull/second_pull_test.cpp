// A pull into a project that people have written: what changed in the database is edited where it stands, and every
// other byte stays.
#include <catch2/catch.hpp>

#include "pulled.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kShop = R"h(// What the shop sells.
#pragma once
#include <schemac/schema.hpp>

namespace shop::schema {
using namespace schemac;

// Stamps for everything.
struct Stamps {
  TimestampTz created_at{default_now};  // by the database
};

enum class Size {
  small,  // fits a letter
  large,
};

struct Item;

/// Who buys.
struct Customer : Entity, Stamps {
  BigInt id{primary_key};
  // As on the invoice.
  Varchar<50>   name{ length(2, 50) };
  Text secret{encrypted};
  HasMany<Item> items;   // what they bought

  static constexpr Table table{
      // quick
      index(&Customer::name),
  };
  static constexpr int kAnswer = 42;
};

/// What is sold.
struct Item : Entity, Stamps {
  BigInt id{primary_key};
  BelongsTo<Customer> customer{on_delete(cascade)};
  Enum<Size> size{default_to(Size::small)};
  Integer price, stock{default_to(1)};
  Text title{unique, renamed_from("name")};
};

}  // namespace shop::schema
)h";

/// A project whose database has what its sources say.
class Shop : public Pulled {
 public:
  Shop() {
    write("schema/shop.hpp", kShop);
    write("schema/extra.sql",
          "-- Everything that costs.\nCREATE FUNCTION dear() RETURNS integer LANGUAGE sql AS 'select 1';\n\n"
          "create function twice(n integer) returns integer language sql as 'select n * 2';  -- two times\n");
    write("up.sql", succeed({"diff", "--from", "empty", "--to", "schema"}).out);
    load((path() / "up.sql").string());
  }
  [[nodiscard]] std::string header() const { return read("schema/shop.hpp"); }
  /// The header with one piece of it replaced by another.
  [[nodiscard]] static std::string with(std::string text, const std::string& what, const std::string& other) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), other);
  }
};

}  // namespace

TEST_CASE("a pull over sources that say what the database has changes nothing") {
  const Shop shop;
  const auto before = shop.files();
  CHECK_THAT(shop.succeed({"db", "pull"}).err, Contains("nothing to do"));
  CHECK(shop.files() == before);
}

TEST_CASE("a changed column is edited where it stands, and what a person wrote around it stays") {
  const Shop shop;
  shop.sql("ALTER TABLE customers ALTER COLUMN name TYPE varchar(80)");
  shop.pull();
  CHECK(shop.header() ==
        Shop::with(kShop, "  Varchar<50>   name{ length(2, 50) };", "  Varchar<80> name{length(2, 50)};"));
}

TEST_CASE("options without a trace in the database survive") {
  const Shop shop;
  shop.sql(
      "ALTER TABLE items ALTER COLUMN title DROP NOT NULL, ALTER COLUMN title SET DEFAULT 'thing';"
      "ALTER TABLE customers ALTER COLUMN secret DROP NOT NULL");
  shop.pull();
  CHECK_THAT(shop.header(),
             Contains("  Nullable<Text> title{unique, renamed_from(\"name\"), default_to(\"thing\")};\n"));
  CHECK_THAT(shop.header(), Contains("  Nullable<Text> secret{encrypted};\n"));
}

TEST_CASE("new columns, constraints and indexes are put in") {
  const Shop shop;
  shop.sql(
      "ALTER TABLE customers ADD COLUMN city text; COMMENT ON COLUMN customers.city IS 'Where they live.';"
      "CREATE INDEX idx_customers_city ON customers (city);"
      "ALTER TABLE items ADD CONSTRAINT chk_items_paid CHECK (price > 0)");
  shop.pull();
  std::string expected = Shop::with(kShop, "  Text secret{encrypted};\n",
                                    "  Text secret{encrypted};\n  Nullable<Text> city;  ///< Where they live.\n");
  expected = Shop::with(expected, "      index(&Customer::name),\n",
                        "      index(&Customer::name),\n      index(&Customer::city),\n");
  expected = Shop::with(expected, "renamed_from(\"name\")};\n",
                        "renamed_from(\"name\")};\n\n  static constexpr Table table{\n"
                        "      check(\"paid\", \"(price > 0)\"),\n  };\n");
  CHECK(shop.header() == expected);
}

TEST_CASE("a renamed column stays in its entity, with the parts that name it") {
  const Shop shop;
  shop.sql(
      "ALTER TABLE items RENAME title TO label; CREATE INDEX idx_items_size_label ON items (size, label);"
      "ALTER TABLE customers RENAME name TO full_name");
  shop.pull();
  CHECK_FALSE(shop.exists("schema/tables.sql"));
  CHECK_THAT(shop.header(), Contains("  Text label") && Contains("index(&Item::size, &Item::label)") &&
                                !Contains("Text title") &&
                                Contains("index(&Customer::full_name).named(\"idx_customers_name\")"));
  shop.sql("ALTER TABLE items RENAME label TO title2; ALTER TABLE items ADD UNIQUE (size, title2)");
  shop.pull();
  CHECK_FALSE(shop.exists("schema/tables.sql"));
  CHECK_THAT(shop.header(), Contains("Item::size, &Item::title2"));
}

TEST_CASE("what is dropped is taken out, with what refers to it") {
  const Shop shop;
  shop.sql("DROP INDEX idx_customers_name; DROP FUNCTION dear; DROP TABLE items; DROP TYPE size");
  shop.pull();
  CHECK_THAT(shop.header(), !Contains("Item : Entity") && !Contains("HasMany") && !Contains("enum class Size"));
  CHECK_THAT(shop.header(), Contains("static constexpr int kAnswer = 42;"));
  CHECK(shop.read("schema/extra.sql") ==
        "create function twice(n integer) returns integer language sql as 'select n * 2';  -- two times\n");
}

TEST_CASE("a new table gets a header of its own") {
  const Shop shop;
  shop.sql(
      "CREATE TABLE vouchers (id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT pk_vouchers PRIMARY KEY, item_id "
      "bigint "
      "CONSTRAINT fk_vouchers_item REFERENCES items, created_at timestamptz NOT NULL DEFAULT now())");
  shop.pull();
  CHECK(shop.header() == Shop::with(Shop::with(kShop, "/// What is sold.", "struct Voucher;\n\n/// What is sold."),
                                    "renamed_from(\"name\")};\n",
                                    "renamed_from(\"name\")};\n  HasMany<Voucher> vouchers;\n"));
  CHECK_THAT(shop.read("schema/voucher.hpp"), Contains("#include \"shop.hpp\"") &&
                                                  Contains("struct Voucher : Entity, Stamps {") &&
                                                  Contains("Nullable<BelongsTo<Item>> item{no_index};"));
}

TEST_CASE("labels and comments of an enumeration are edited around those that stay") {
  const Shop shop;
  shop.sql(
      "ALTER TYPE size ADD VALUE 'extra-large'; COMMENT ON TYPE size IS 'How big.'; COMMENT ON TABLE customers IS "
      "NULL");
  shop.pull();
  CHECK_THAT(shop.header(), Contains("/// How big.\nenum class Size {\n  small,  // fits a letter\n  large,\n"
                                     "  extra_large,  ///< schemac: label extra-large\n};\n"));
  CHECK_THAT(shop.header(), !Contains("/// Who buys."));
}

TEST_CASE("a mixin's column that changes everywhere is edited in the mixin, and one that changes once leaves it") {
  const Shop everywhere;
  everywhere.sql(
      "ALTER TABLE customers ALTER COLUMN created_at DROP NOT NULL; ALTER TABLE items ALTER COLUMN created_at DROP NOT "
      "NULL");
  everywhere.pull();
  CHECK(everywhere.header() == Shop::with(kShop, "  TimestampTz created_at{default_now};  //",
                                          "  Nullable<TimestampTz> created_at{default_now};  //"));
  const Shop once;
  once.sql("ALTER TABLE items DROP COLUMN created_at");
  once.pull();
  CHECK_THAT(once.header(), Contains("struct Item : Entity {") && Contains("struct Customer : Entity, Stamps {"));
}

TEST_CASE("statements of .sql files are replaced where they stand") {
  const Shop shop;
  shop.sql(
      "CREATE OR REPLACE FUNCTION dear() RETURNS integer LANGUAGE sql AS 'select 9'; "
      "CREATE FUNCTION thrice(n integer) RETURNS integer LANGUAGE sql AS 'select n * 3'");
  shop.pull();
  CHECK_THAT(
      shop.read("schema/extra.sql"),
      Contains("-- Everything that costs.\nCREATE OR REPLACE FUNCTION public.dear()") && Contains("  -- two times\n"));
  CHECK_THAT(shop.read("schema/functions.sql"), Contains("public.thrice"));
}

TEST_CASE("a reference that ends becomes a plain column, and a new one is said in the table") {
  const Shop shop;
  shop.sql("ALTER TABLE items DROP CONSTRAINT fk_items_customer");
  shop.pull();
  CHECK_THAT(shop.header(), Contains("  BigInt customer{column_name(\"customer_id\")};") && !Contains("HasMany"));
  shop.sql("ALTER TABLE items ADD CONSTRAINT fk_items_customer FOREIGN KEY (customer_id) REFERENCES customers");
  shop.pull();
  CHECK_THAT(shop.header(), Contains("foreign_key(&Item::customer)"));
}

TEST_CASE("a column that is called as a macro has another name in C++") {
  const Shop shop;
  shop.sql("ALTER TABLE items ADD errno integer");
  shop.pull();
  CHECK_THAT(shop.header(), Contains("errno_{column_name(\"errno\")}"));
}

TEST_CASE("an enumeration that loses a label loses an enumerator") {
  const Shop shop;
  shop.sql(
      "ALTER TYPE size RENAME TO old; CREATE TYPE size AS ENUM ('small', 'huge'); ALTER TABLE items ALTER COLUMN size "
      "DROP DEFAULT, ALTER COLUMN size TYPE size USING size::text::size, ALTER COLUMN size SET DEFAULT 'small'; DROP "
      "TYPE "
      "old");
  shop.pull();
  CHECK(shop.header() == Shop::with(kShop, "  large,\n", "  huge,\n"));
}

TEST_CASE("a header whose last table is gone goes with it") {
  const Pulled project("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE posts (id int PRIMARY KEY)");
  project.pull();
  project.sql("DROP TABLE posts");
  project.pull();
  CHECK(project.exists("schema/user.hpp"));
  CHECK_FALSE(project.exists("schema/post.hpp"));
}

TEST_CASE("fields that are declared together are left to a person") {
  const Shop shop;
  shop.sql("ALTER TABLE items ALTER COLUMN price TYPE bigint");
  const auto before = shop.files();
  CHECK_THAT(shop.fail(1, {"db", "pull"}), Contains("declared together with others [cannot-pull]"));
  CHECK(shop.files() == before);
}

TEST_CASE("a pull that fails writes nothing") {
  const Shop shop;
  shop.sql("ALTER TABLE items ADD COLUMN more text");
  shop.replace("schema/shop.hpp", "struct Item : Entity, Stamps {",
               "#define BEGIN struct Item : Entity, Stamps {\nBEGIN");
  const auto before = shop.files();
  CHECK_THAT(shop.fail(1, {"db", "pull"}), Contains("[cannot-pull]"));
  CHECK(shop.files() == before);
}

}  // namespace schemac::tests
