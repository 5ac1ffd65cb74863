// `migrate rebase`: two branches that both added a migration, merged.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using Names = std::vector<std::string>;

/// A merge with the marks that git leaves. `change` is what a branch does to the project.
struct Merged : Library {
  /// The headers in the end have what both say; with `collide` what theirs says.
  template <class Ours, class Theirs>
  Merged(const Ours& ours, const Theirs& theirs, bool collide = false) {
    succeed({"generate"});
    const auto base = files();
    const std::string common = read("schema/migrations/migrations.sum");
    ours(*this);
    succeed({"generate", "--name", "ours", "--allow=deletes-data"});
    const auto mine = files();
    for (const auto& [file, text] : base) write(file, text);
    std::filesystem::remove_all(path() / "schema/migrations/0002_ours");
    theirs(*this);
    succeed({"generate", "--name", "theirs", "--allow=deletes-data"});
    if (!collide) ours(*this);
    const auto added = [&](const std::string& sum) { return sum.substr(common.size()); };
    write("schema/migrations/migrations.sum", common + "<<<<<<< HEAD\n" +
                                                  added(mine.at("schema/migrations/migrations.sum")) + "=======\n" +
                                                  added(read("schema/migrations/migrations.sum")) + ">>>>>>> main\n");
    write("schema/snapshot.json", "<<<<<<< HEAD\n" + read("schema/snapshot.json"));
    for (const auto& [file, text] : mine)
      if (file.find("0002_ours") != std::string::npos) write(file, text);
  }
};

void add_motto(const Library& library) { library.add_column("Nullable<Text> motto;"); }
void add_pages(const Library& library) {
  library.replace("schema/library.hpp", "  Varchar<200> title;\n",
                  "  Varchar<200> title;\n  Nullable<Integer> pages;\n");
}
void drop_born_in(const Library& library) {
  library.replace("schema/library.hpp", "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
}
void require_born_in(const Library& library) {
  library.replace("schema/library.hpp", "Nullable<Text> born_in{column_name", "Text born_in{column_name");
}

}  // namespace

TEST_CASE("two branches that do not touch each other are put one behind the other, and proved") {
  const Merged library(add_motto, add_pages);
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("`schemac migrate rebase` puts one behind the other"));
  CHECK_THAT(library.fail(1, {"generate"}), Contains("[snapshot-unreadable]") && Contains("`schemac migrate rebase`"));
  const std::string asked = library.fail(3, {"migrate", "rebase"});
  CHECK_THAT(asked, Contains("`--move 0002_ours` or `--move 0002_theirs`"));
  CHECK_THAT(library.succeed({"migrate", "rebase", "--move", "ours"}).err,
             Contains("0002_ours is 0003_ours now") && Contains("the same state in both orders"));
  CHECK(migrations_of(library) == Names{"0001_initial", "0002_theirs", "0003_ours"});
  CHECK_THAT(library.read("schema/migrations/0003_ours/up.sql"), Contains("-- 0003_ours: up\n"));
  CHECK_THAT(library.succeed({"generate"}).err, !Contains("migration 0004"));
  library.succeed({"check"});
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "verify"});
}

TEST_CASE("two branches that change one thing collide, and the message names it") {
  const Merged library(drop_born_in, require_born_in, true);
  const auto before = library.files();
  const std::string error = library.fail(1, {"migrate", "rebase", "--move", "0002_ours"});
  CHECK_THAT(error, Contains("both branches change column public.authors.Born In"));
  CHECK(library.files() == before);
}

TEST_CASE("rebase says what a call lacks") {
  const Merged library(add_motto, add_pages);
  CHECK_THAT(library.fail(2, {"migrate", "rebase", "--move", "nobody"}), Contains("there is no migration `nobody`"));
  CHECK_THAT(library.fail(2, {"migrate", "rebase", "--move", "initial"}), Contains("would still have one number"));
  library.write("schema/more.sql", "CREATE VIEW v AS SELECT 1 AS one;\n");
  CHECK_THAT(library.succeed({"migrate", "rebase", "--move", "theirs"}).err,
             Contains("the schema says something else"));
  CHECK_THAT(library.succeed({"generate", "--name", "view"}).err, Contains("migration 0004_view: 1 statement"));
  library.succeed({"migrate", "rebase"});
}

}  // namespace schemac::tests
