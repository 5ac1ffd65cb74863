// What tells that code need not be generated again: it must differ wherever the code could.
#include "emit/fingerprint.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/emit/sample.hpp"

using namespace schemac;

TEST_CASE("the fingerprint differs with anything that generated code is made of") {
  const tests::Folder folder;
  const std::vector<std::function<void(model::Declared&)>> changes{
      [](model::Declared&) {},
      [](model::Declared& d) { d.hash = "of another schema"; },
      [](model::Declared& d) { d.headers.emplace_back("schema/more.hpp"); },
      [](model::Declared& d) { d.enumerations[0].enumerators[0].comment = "Tiny."; },
      [](model::Declared& d) { d.enumerations[0].namespaces.pop_back(); },
      [](model::Declared& d) { d.entities[0].comment += " Or looks."; },
      [](model::Declared& d) { d.entities[0].fields[0].comment = "Counts."; },
      [](model::Declared& d) { d.entities[0].fields[1].nullable = true; },
      [](model::Declared& d) { d.entities[0].fields[1].type.array = true; },
      [](model::Declared& d) { std::swap(d.entities[0].fields[1], d.entities[0].fields[2]); },
      [](model::Declared& d) { d.entities[0].unique_keys[0].predicate.reset(); },
      [](model::Declared& d) { d.entities[0].soft_delete_column.reset(); },
      [](model::Declared& d) { d.entities[1].relations[0].name = "buyer"; },
      [](model::Declared& d) { d.entities.pop_back(); },
      [](model::Declared& d) {
        d.queries.push_back({"schema/queries/a.sql", {}});
      },
      [](model::Declared& d) {
        d.queries.push_back({"schema/queries/b.sql", {}});
      },
      [](model::Declared& d) {
        d.queries.push_back({"schema/queries/a.sql", std::vector<model::Query>(1)});
        d.queries[0].queries[0].columns = {{"a", true, {{"pg_catalog", "int4"}, false, false}}};
      },
      [](model::Declared& d) {
        d.queries.push_back({"schema/queries/a.sql", std::vector<model::Query>(1)});
        d.queries[0].queries[0].columns = {{"a", false, {{"pg_catalog", "int4"}, false, false}}};
      },
  };
  std::set<std::string> sums;
  for (const auto& change : changes) {
    model::Declared declared = tests::sample();
    change(declared);
    sums.insert(emit::fingerprint(declared, tests::options_for(folder)));
  }
  CHECK(sums.size() == changes.size());
}

TEST_CASE("where something is declared does not reach generated code, nor its fingerprint") {
  const tests::Folder folder;
  model::Declared declared = tests::sample();
  const std::string before = emit::fingerprint(declared, tests::options_for(folder));
  declared.entities[0].place.line += 7;
  declared.entities[0].fields[0].place.line += 7;
  CHECK(emit::fingerprint(declared, tests::options_for(folder)) == before);
}

TEST_CASE("the fingerprint differs with each template, and with the folder that it is written to") {
  const tests::Folder folder, own;
  const model::Declared declared = tests::sample();
  emit::Options options = tests::options_for(folder);
  std::set<std::string> sums{emit::fingerprint(declared, options)};
  options.output /= "elsewhere";
  sums.insert(emit::fingerprint(declared, options));
  options.user_templates = own.path();
  for (const std::string text : {"// one\n", "// two\n"}) {
    own.write("parts/head.mustache", text);
    sums.insert(emit::fingerprint(declared, options));
  }
  own.write("parts/foot.mustache", "// two\n");
  sums.insert(emit::fingerprint(declared, options));
  CHECK(sums.size() == 5);
}
