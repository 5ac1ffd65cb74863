// `schemac explain`: from the line of the source to the statement and its hazards.
#include <catch2/catch.hpp>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

}  // namespace

TEST_CASE("explain lists the steps of the plan, and says of each why it is there") {
  const Library library;
  library.succeed({"generate"});
  CHECK(library.succeed({"explain"}).out.empty());
  CHECK_THAT(library.fail(2, {"explain", "1"}), Contains("the plan has no step `1`") && Contains("it is empty"));

  library.replace("schema/library.hpp", "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  library.add_column("Text motto{unique};");
  const std::string outline = library.succeed({"explain", "--no-renames"}).out;
  CHECK_THAT(outline, Contains("  1  ") && Contains("drop column public.authors.Born In  [deletes-data") &&
                          Contains("add column public.authors.motto"));

  const std::string dropped = library.succeed({"explain", "Born In", "--no-renames"}).out;
  CHECK_THAT(dropped, Contains("source      schema/library.hpp:12:8\n              struct Author : Entity {\n") &&
                          Contains("difference  drop column public.authors.Born In") &&
                          Contains("statement   ALTER TABLE public.authors DROP COLUMN \"Born In\";") &&
                          Contains("takes       access exclusive on public.authors") &&
                          Contains("hazard      deletes-data: ") && Contains("no way down brings them back"));
  const std::string added = library.succeed({"explain", "add column public.authors.motto", "--no-renames"}).out;
  CHECK_THAT(added, Contains("schema/library.hpp:15:8\n              Text motto{unique};"));
  CHECK_THAT(library.fail(2, {"explain", "99", "--no-renames"}), Contains("`schemac explain` lists them"));
  CHECK_THAT(library.succeed({"--json", "explain", "motto", "--no-renames"}).out,
             Contains("\"line\": 15") && Contains("\"difference\": \"add column public.authors.motto: text\""));
}

TEST_CASE("explain takes any two states, and says of what is made anew where it stands") {
  const Folder folder;
  folder.write("before.sql", "CREATE TABLE t (a integer);\nCREATE VIEW v AS SELECT a FROM t;\n");
  folder.write("after.sql", "CREATE TABLE t (\n  a bigint\n);\nCREATE VIEW v AS SELECT a FROM t;\n");
  const Words states{"--from", "before.sql", "--to", "after.sql"};
  const auto with = [&](Words words) {
    words.insert(words.end(), states.begin(), states.end());
    return folder.succeed(words).out;
  };
  CHECK_THAT(with({"explain", "alter column"}), Contains("after.sql:2:3\n              a bigint\n"));
  CHECK_THAT(with({"explain", "drop view"}), Contains("difference  drop view public.v") && Contains("after.sql:4:1"));
}

}  // namespace schemac::tests
