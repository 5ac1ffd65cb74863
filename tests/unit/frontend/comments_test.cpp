// Whose a documentation comment is, where several declarations stand near it.
#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

using Texts = std::vector<std::string>;

/// `label` or `label=comment` of the enumerators of the only enumeration.
Texts labels(const std::string& enumeration) {
  const model::Declared all = declared(enumeration + "\nstruct A : Entity { Enum<S> s; };");
  REQUIRE(all.enumerations.size() == 1);
  Texts texts;
  for (const auto& value : all.enumerations[0].enumerators)
    texts.push_back(value.label + (value.comment.empty() ? "" : "=" + value.comment));
  return texts;
}

/// The same of the columns of the first table, and `*=comment` of the table where it has one.
Texts columns(const std::string& entities) {
  const model::Declared all = declared(entities);
  REQUIRE_FALSE(all.schema.tables.empty());
  const model::Table& table = all.schema.tables.begin()->second;
  Texts texts;
  for (const model::Column& column : table.columns)
    texts.push_back(column.name + (column.comment ? "=" + *column.comment : ""));
  if (table.comment) texts.push_back("*=" + *table.comment);
  return texts;
}

constexpr const char* kHint = "; put it inside the braces behind what it belongs to, or in front of the whole";
constexpr const char* kTogether = "; declare each of them by itself";

}  // namespace

TEST_CASE("a comment behind belongs to the enumerator that ends last before it") {
  CHECK(labels("enum class S { open, paid, delete_ }; ///< schemac: label delete") == Texts{"open", "paid", "delete"});
  CHECK(labels("enum class S { open, paid, delete_ /*!< schemac: label delete */ };") ==
        Texts{"open", "paid", "delete"});
  CHECK(labels("enum class S { open, paid, delete_ ///< schemac: label delete\n};") == Texts{"open", "paid", "delete"});
  CHECK(labels("enum class S { open /**< schemac: label o */, paid /**< P. */, shut };") ==
        Texts{"o", "paid=P.", "shut"});
  CHECK(labels("enum class S {\n  open, paid, ///< P.\n  shut = 7, ///< S.\n  gone\n};") ==
        Texts{"open", "paid=P.", "shut=S.", "gone"});
  CHECK(
      labels("enum class S {\n  open, /* plain */ ///< O.\n       ///< More.\n  paid, // plain ///< no\n  shut\n};") ==
      Texts{"open=O. More.", "paid", "shut"});
  CHECK(labels("enum class S {\n  /// Lost to the one behind.\n  open, paid ///< P.\n};") ==
        Texts{"open=Lost to the one behind.", "paid=P."});
}

TEST_CASE("marks are read in ordinary comments, too") {
  CHECK(labels("enum class S {\n  open,  // schemac: label o\n  paid,\n  // schemac: label p\n  shut\n};") ==
        Texts{"o", "paid", "p"});
  CHECK(labels("enum class S { open, /* schemac: label p */ paid, shut };") == Texts{"open", "p", "shut"});
  CHECK(labels("enum class S { open, paid /* schemac: label p */ };") == Texts{"open", "p"});
  CHECK(labels("enum class S { open, paid, /* schemac: label p */ };") == Texts{"open", "p"});
  CHECK(labels("enum class S { open /* schemac: label o */, /* plain */ paid };") == Texts{"o", "paid"});
  CHECK(labels("enum class S {\n  open /* schemac: label o */ /* plain */,  // plain\n  paid };") ==
        Texts{"o", "paid"});
  // They stand beside the documentation, and are none.
  CHECK(labels("enum class S {\n  /// O.\n  open,  // schemac: label o\n  paid,  /**< P. */ // schemac: label p\n"
               "  /// S.\n  // schemac: label s\n  shut\n};") == Texts{"o=O.", "p=P.", "s=S."});
  CHECK(labels("enum class S { open, // plain\n  paid // label p\n};") == Texts{"open", "paid"});
  const model::Declared all = declared(
      "// schemac: renamed from condition\nenum class S { open };\n/// A.\n// schemac: renamed from bs\n"
      "struct A : Entity {\n  Text t;  // schemac: renamed from u\n  Enum<S> s;\n};");
  std::set<std::string> before;
  for (const model::Rename& each : all.renames) before.insert(each.before.name);
  CHECK(before == std::set<std::string>{"bs", "condition", "u"});
  CHECK(all.schema.tables.begin()->second.comment == "A.");
}

TEST_CASE("a comment in front belongs to the enumerator that begins next behind it") {
  CHECK(labels("enum class S {\n  /// O.\n  open, paid, shut\n};") == Texts{"open=O.", "paid", "shut"});
  CHECK(labels("enum class S { /** O. */ open, /** P. */ paid, shut };") == Texts{"open=O.", "paid=P.", "shut"});
  CHECK(labels("enum class S { open, /** schemac: label p */ paid, shut };") == Texts{"open", "p", "shut"});
  CHECK(labels("/// All.\nenum class S { open, paid, shut };") == Texts{"open", "paid", "shut"});
  CHECK(labels("enum class S {\n  /// O.\n  // {plain;}\n  open,\n};") == Texts{"open=O."});
}

TEST_CASE("a comment behind belongs to the column that ends last before it") {
  CHECK(columns("struct A : Entity { BigInt id{primary_key}; Integer a; Integer b; ///< the b\n};") ==
        Texts{"id", "a", "b=the b"});
  CHECK(columns("struct A : Entity {\n  Integer a; Integer b; /**< the b */ Integer c;\n};") ==
        Texts{"a", "b=the b", "c"});
  CHECK(columns("struct A : Entity {\n  Integer a; /**< the a */ Integer b; ///< the b\n};") ==
        Texts{"a=the a", "b=the b"});
  CHECK(columns("struct A : Entity {\n  Integer a, ///< the a\n      b; ///< the b\n};") ==
        Texts{"a=the a", "b=the b"});
  CHECK(columns("struct A : Entity {\n  Integer a{\n      unique}; ///< the a\n  Integer b;\n};") ==
        Texts{"a=the a", "b"});
  CHECK(columns("struct A : Entity {\n  Integer a; Integer f() const; ///< the f\n};") == Texts{"a"});
  CHECK(columns("struct A : Entity {\n  Integer a; static constexpr int k = 3; ///< the k\n};") == Texts{"a"});
  CHECK(columns("struct A : Entity {\n  /// the a\n  Integer a; Integer b; ///< the b\n};") ==
        Texts{"a=the a", "b=the b"});
}

TEST_CASE("a comment in front belongs to the column that begins next behind it") {
  CHECK(columns("struct A : Entity {\n  /// the a\n  Integer a; Integer b;\n};") == Texts{"a=the a", "b"});
  CHECK(columns("struct A : Entity {\n  /** the a */ Integer a; /** the b */ Integer b;\n};") ==
        Texts{"a=the a", "b=the b"});
  CHECK(columns("struct A : Entity {\n  Integer a,\n      /// the b\n      b;\n};") == Texts{"a", "b=the b"});
  CHECK(columns("/// The A.\nstruct A : Entity { Integer a; Integer b; };") == Texts{"a", "b", "*=The A."});
  CHECK(columns("/// Nobody's.\n\n#define X 1\nstruct A : Entity {\n  /// the a\n\n  Integer a;\n  Custom<\"text\"> "
                "b;\n};") == Texts{"a=the a", "b"});
}

TEST_CASE("macros make declarations, too") {
  CHECK(columns("#define FIELD(t, n) t n;\nstruct A : Entity {\n  /// the x\n  FIELD(Integer, x)\n  Integer a;\n"
                "  Integer b; FIELD(Integer, c) ///< the c\n};") == Texts{"x=the x", "a", "b", "c=the c"});
  CHECK(columns("#define BOTH Integer x; Integer y;\nstruct A : Entity {\n  /// nobody's\n  BOTH\n  Integer a;\n};") ==
        Texts{"x", "y", "a"});
  CHECK(columns("#define FIVE {unique}\nstruct A : Entity {\n  Integer a FIVE; ///< the a\n  Integer b;\n};") ==
        Texts{"a=the a", "b"});
}

TEST_CASE("mixins and templates of them keep their comments") {
  CHECK(columns("template <class T> struct Owned { Integer a; Integer b; ///< the b\n};\n"
                "struct A : Entity, Owned<int> {};") == Texts{"a", "b=the b"});
}

TEST_CASE("a comment behind a closing brace is of what it closes") {
  CHECK(columns("struct A : Entity {\n  Integer a;\n};  ///< The A.") == Texts{"a", "*=The A."});
  CHECK(columns("/// In front.\nstruct A : Entity {\n  Integer a;\n};  ///< end of A") == Texts{"a", "*=In front."});
  const model::Declared all =
      declared("enum class S {\n  open\n};  ///< The S.\nstruct A : Entity { Enum<S> s; };\n} ///< shop\nnamespace {");
  CHECK(all.enumerations.at(0).comment == "The S.");
  CHECK_FALSE(all.schema.tables.begin()->second.comment);
}

TEST_CASE("a comment of which cannot be told whose it is, is refused") {
  CHECK(errors("struct A : Entity { Integer a; }; ///< the a") ==
        Texts{std::string("4:35: this comment may be of `a` and of `A` [unclear-comment]") + kHint});
  CHECK(errors("enum class S { a, b }; ///< schemac: renamed from c\nstruct A : Entity { Enum<S> s; };") ==
        Texts{std::string("4:24: this comment may be of `b` and of `S` [unclear-comment]") + kHint});
  CHECK(errors("enum class S { a, b /**< the b */ }; ///< schemac: label c\nstruct A : Entity { Enum<S> s; };") ==
        Texts{std::string("4:38: this comment may be of `b` and of `S` [unclear-comment]") + kHint});
  CHECK(errors("struct A : Entity {\n  Integer a, b; ///< the b\n};") ==
        Texts{std::string("5:17: this comment may be of `a` and of `b`, declared together [unclear-comment]") +
              kTogether});
  CHECK(errors("struct A : Entity {\n  /// both?\n  Integer a, b;\n};") ==
        Texts{std::string("5:3: this comment may be of `a` and of `b`, declared together [unclear-comment]") +
              kTogether});
}

TEST_CASE("marks are read across empty lines and other comments, and beside what documents") {
  CHECK(labels("enum class S {\n  // schemac: label o\n\n  /// O.\n  open,\n  /// P.\n\n  // schemac: label p\n\n  // "
               "plain\n"
               "  paid,\n  // schemac: label s\n  shut,  ///< S.\n  /// Nobody's.\n  /// schemac: label g\n\n  /// "
               "G.\n  gone\n};") == Texts{"o=O.", "p=P.", "s=S.", "g=G."});
  const model::Declared all = declared(
      "// schemac: renamed from condition\n\n// plain\n\nenum class S { open };\n// schemac: renamed from bs\n\n/// "
      "A.\n\n"
      "// plain\nstruct A : Entity {\n  // schemac: renamed from u\n\n  /** T. */\n  Text t;\n  Enum<S> s;\n};");
  CHECK(all.renames.size() == 3);
  CHECK(all.schema.tables.begin()->second.comment == "A.");
}

TEST_CASE("a comment behind an opening brace is of what it opens") {
  CHECK(columns("struct A : Entity {  ///< The A.\n  Integer a;\n};") == Texts{"a", "*=The A."});
  CHECK(columns("/// In front.\nstruct A : Entity\n{  ///< begin of A\n  Integer a;  ///< the a\n};") ==
        Texts{"a=the a", "*=In front."});
  const model::Declared all = declared(
      "enum class S {  // schemac: renamed from condition\n  open\n};\n/// A.\n"
      "struct A : Entity {  // schemac: renamed from rs\n  Enum<S> s;\n};\n/// B.\nstruct B : Entity {\n  Text t;\n};"
      "  // schemac: renamed from cs");
  CHECK(all.renames.size() == 3);
}

TEST_CASE("a mark that stands at nothing is refused where it stands") {
  const auto refused = [](const std::string& place, const std::string& mark) {
    return Texts{place + ": `schemac: " + mark +
                 "` stands at nothing that it could be said of [unclear-comment]; put it on the "
                 "line above what it belongs to, or behind that on its line"};
  };
  CHECK(errors("struct A : Entity {\n  Integer a;\n  // schemac: renamed from b\n};") ==
        refused("6:3", "renamed from b"));
  CHECK(errors("struct A : Entity {\n  Integer a{  // schemac: renamed from b\n      unique};\n};") ==
        refused("5:15", "renamed from b"));
  CHECK(errors("struct A : Entity {\n  Integer a;\n  // schemac: renamed from bs\n  static constexpr Table "
               "table{unlogged};\n};") == refused("6:3", "renamed from bs"));
  CHECK(errors("struct A;  // schemac: renamed from bs\nstruct A : Entity {\n  Integer a;\n};") ==
        refused("4:12", "renamed from bs"));
  CHECK(errors("/// schemac: renamed from bs\nusing X = int;\nstruct A : Entity {\n  Integer a;\n};") ==
        refused("4:1", "renamed from bs"));
  CHECK(errors("enum class S {\n  open,\n  // schemac: label shut\n};\nstruct A : Entity {\n  Enum<S> s;\n};") ==
        refused("6:3", "label shut"));
}

TEST_CASE("marks in headers that are only included are held to the same") {
  Project project;
  project.write("mixin.hpp",
                "#pragma once\n#include <schemac/schema.hpp>\nstruct M {\n  schemac::Integer a;\n  // schemac: renamed "
                "from b\n};\n",
                false);
  project.write("schema/a.hpp", "#pragma once\n#include \"../mixin.hpp\"\nstruct A : schemac::Entity, M {};\n");
  CHECK_FALSE(project.parse());
  REQUIRE(project.messages().size() == 1);
  CHECK(project.diagnostics().list().front().place.file.ends_with("mixin.hpp"));
}

TEST_CASE("comments without a mark, and marks of what is no table's, are nobody's business") {
  CHECK(columns(
            "// schemac: the tool\nusing X = int;\n// schemac: allow unbounded-text\n// renamed from x\n/// schemac "
            "reads this.\n"
            "enum class Unread {\n  a,  // schemac: label b\n};\n/// schemac: renamed from y\nstruct Plain {\n"
            "  int n;  // schemac: renamed from m\n  // schemac: label x\n};\n"
            "struct A : Entity {  // the A\n  enum class Mine { x /* schemac: label y */ };\n  Integer a;  // the a\n\n"
            "  // Nothing more.\n};\n#if 0\n// schemac: renamed from z\n#endif\n") == Texts{"a"});
}

}  // namespace schemac::frontend::tests
