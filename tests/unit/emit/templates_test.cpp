#include "emit/templates.hpp"

#include <catch2/catch.hpp>

#include "unit/emit/sample.hpp"

using namespace schemac;

namespace {

/// What a set of templates says to a view with `name` and the list `items` of `name`s.
struct Rendered {
  std::optional<std::string> text;
  std::vector<Diagnostic> found;
};

Rendered render(const tests::Folder& folder, const std::filesystem::path& user = {}) {
  emit::View view;
  view.text("name", "<main>");
  std::vector<emit::View> items(2);
  items[0].text("name", "a");
  items[1].text("name", "b");
  view.list("items", std::move(items));
  Diagnostics diagnostics;
  emit::Templates templates({user, folder.path()});
  const auto texts = templates.render({"main"}, view, diagnostics);
  return {texts ? std::optional(texts->at(0)) : std::nullopt, diagnostics.list()};
}

}  // namespace

TEST_CASE("holes are filled as they are, without a thought of HTML") {
  const tests::Folder folder;
  folder.write("main.mustache", "{{name}}: {{#items}}{{name}}{{^last}}, {{/last}}{{/items}}\n");
  CHECK(render(folder).text == "<main>: a, b\n");
}

TEST_CASE("a partial on its own line is its lines, within a line its text") {
  const tests::Folder folder;
  folder.write("main.mustache", "{{> line}}\n({{> line}})\n");
  folder.write("line.mustache", "{{name}};\n");
  CHECK(render(folder).text == "<main>;\n(<main>;)\n");
}

TEST_CASE("the user's folder overrides one template and leaves the others") {
  const tests::Folder folder, user;
  folder.write("main.mustache", "ours {{> line}}\n");
  folder.write("line.mustache", "line\n");
  user.write("line.mustache", "theirs\n");
  CHECK(render(folder, user.path()).text == "ours theirs\n");
}

TEST_CASE("a hole that nothing fills is an error at its place, also within a partial") {
  const tests::Folder folder;
  folder.write("main.mustache", "one\n{{> line}}\n");
  folder.write("line.mustache", "two\n  {{#items}}{{nmae}}{{/items}}\n");
  const Rendered rendered = render(folder);
  CHECK_FALSE(rendered.text);
  REQUIRE(rendered.found.size() == 1);
  CHECK(rendered.found[0].code == Code::template_error);
  CHECK(rendered.found[0].place == Place{(folder.path() / "line.mustache").string(), 2, 13});
  CHECK(rendered.found[0].message == "nothing here is called `nmae`");
}

TEST_CASE("a section that is not closed is an error at its place") {
  const tests::Folder folder;
  folder.write("main.mustache", "one\n  {{#items}}\n");
  const Rendered rendered = render(folder);
  CHECK_FALSE(rendered.text);
  REQUIRE(rendered.found.size() == 1);
  CHECK(rendered.found[0].place == Place{(folder.path() / "main.mustache").string(), 2, 3});
  CHECK(rendered.found[0].message == "unclosed section `items`");
}

TEST_CASE("a template that is not there is named, with the folders that were looked into") {
  const tests::Folder folder;
  folder.write("main.mustache", "{{> absent}}\n");
  const Rendered rendered = render(folder);
  CHECK_FALSE(rendered.text);
  REQUIRE(rendered.found.size() == 1);
  CHECK(rendered.found[0].message == "there is no template `absent.mustache`");
  CHECK(rendered.found[0].place.line == 1);
  REQUIRE(rendered.found[0].notes.size() == 1);
}

TEST_CASE("a template that takes itself in is refused") {
  const tests::Folder folder;
  folder.write("main.mustache", "{{> line}}\n");
  folder.write("line.mustache", "{{> main}}\n");
  const Rendered rendered = render(folder);
  CHECK_FALSE(rendered.text);
  REQUIRE(rendered.found.size() == 1);
  CHECK(rendered.found[0].message == "template `main` takes itself in");
}
