// `generate --split`: a migration for each logical change, each proved from where the one before it has led.
#include <catch2/catch.hpp>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("split writes a migration for what stands together, and indexes behind their columns") {
  const Library library;
  library.succeed({"generate"});
  library.add_column("Nullable<Text> motto;");
  library.replace("schema/library.hpp", "  static constexpr Table table{};\n};",
                  "  static constexpr Table table{index(&Author::motto), index(&Author::name)};\n};");
  library.replace("schema/library.hpp", "  Varchar<200> title;\n",
                  "  Varchar<200> title;\n  Nullable<Integer> pages;\n");
  const std::string said = library.succeed({"generate", "--split"}).err;
  INFO(said);
  CHECK(migrations_of(library) ==
        Names{"0001_initial", "0002_add_authors_motto", "0003_add_books_pages", "0004_add_idx_authors_motto_and_more"});
  CHECK_THAT(library.read("schema/migrations/0002_add_authors_motto/up.sql"), !Contains("INDEX") && !Contains("books"));
  CHECK_THAT(library.read("schema/migrations/0004_add_idx_authors_motto_and_more/up.sql"),
             Contains("idx_authors_motto") && Contains("idx_authors_name"));
  library.succeed({"check"});
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "verify"});
  CHECK_THAT(library.succeed({"generate", "--split"}).err, Contains("nothing to do"));
}

TEST_CASE("split keeps together what needs each other: a new table and its reference, an index and its column") {
  const Library library;
  library.succeed({"generate"});
  library.replace("schema/library.hpp", "/// A work;", R"(/// Who prints.
struct Publisher : Entity {
  BigInt id{primary_key};
  Text name{unique};
};

/// A work;)");
  library.replace("schema/library.hpp", "  Varchar<200> title;\n",
                  "  Varchar<200> title;\n  Nullable<BelongsTo<Publisher>> publisher;\n");
  library.replace("schema/library.hpp", "  Nullable<BelongsTo<Book>> earlier_edition;\n", "");
  library.add_column("Nullable<Text> motto;");
  library.succeed({"generate", "--split", "--name", "publishers", "--no-renames", "--allow=deletes-data"});
  const Names names = migrations_of(library);
  INFO(Catch::rangeToString(names));
  CHECK(names.size() == 3);
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "verify"});
  library.fail(2, {"generate", "--split", "--using", "books.title=title"});
}

TEST_CASE("split goes with renames, enums and views") {
  const Library library;
  library.write("schema/views.sql", "CREATE VIEW titles AS SELECT title FROM books;\n");
  library.succeed({"generate"});
  library.replace("schema/library.hpp", "  Varchar<200> title;\n",
                  "  Varchar<300> heading{renamed_from(\"title\")};\n");
  library.replace("schema/library.hpp", "&Book::title", "&Book::heading");
  library.replace("schema/library.hpp", "{ hardback, paperback }", "{ hardback, paperback, leather }");
  library.replace("schema/library.hpp", "  Text reader;\n", "  Text reader;\n  Nullable<Text> fine;\n");
  library.write("schema/views.sql", "CREATE VIEW titles AS SELECT heading FROM books;\n");
  library.succeed({"generate", "--split"});
  CHECK(migrations_of(library).size() >= 3);
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "verify"});
  library.succeed({"check"});
}

}  // namespace schemac::tests
