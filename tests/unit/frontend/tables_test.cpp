// Parts of tables, references between them, mixins, and files around them.
#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

using Texts = std::vector<std::string>;

const std::string kUser = "struct User : Entity { Uuid id{primary_key}; Text email{unique}; };\n";

template <class K>
K only(const model::Objects<K>& objects) {
  REQUIRE(objects.size() == 1);
  return objects.begin()->second;
}

template <class K>
K named(const model::Objects<K>& objects, const std::string& name) {
  for (const auto& [id, object] : objects)
    if (id.name == name) return object;
  FAIL("there is no " << name);
  return {};
}

Texts columns(const model::Declared& all, const std::string& table) {
  Texts names;
  for (const model::Column& column : named(all.schema.tables, table).columns) names.push_back(column.name);
  return names;
}

}  // namespace

TEST_CASE("an index has all that PostgreSQL lets it have") {
  const model::Declared all = declared(
      "struct Item : Entity { Text a; Nullable<Text> b; Jsonb c;\n"
      "  static constexpr Table table{\n"
      "    index(&Item::a, desc(&Item::b), nulls_first(&Item::c)).named(\"i1\"),\n"
      "    index(nulls_last(desc(collate(&Item::a, \"C\")))).named(\"i2\").include(&Item::b, &Item::c),\n"
      "    index(opclass(&Item::c, \"jsonb_path_ops\")).using_method(gin).with(\"fastupdate\", \"off\"),\n"
      "    index(&Item::a).using_method(\"bloom\").with(\"length\", 80).named(\"i4\"),\n"
      "    unique_index(expression(\"lower(a)\"), asc(&Item::b)).where(\"b is not null\").nulls_not_distinct(),\n"
      "    index(opclass(&Item::a, \"gin_trgm_ops\")).using_method(gin).named(\"i6\"),\n  };\n};");
  const model::Index first = named(all.schema.indexes, "i1");
  CHECK_FALSE(first.keys[0].descending);
  CHECK(first.keys[1].descending);
  CHECK(first.keys[1].nulls_first);
  CHECK(first.keys[2].nulls_first);
  CHECK_FALSE(first.keys[2].descending);
  const model::Index second = named(all.schema.indexes, "i2");
  CHECK(second.keys[0].descending);
  CHECK_FALSE(second.keys[0].nulls_first);
  CHECK(second.keys[0].collation == "pg_catalog.\"C\"");
  CHECK(second.include == Texts{"b", "c"});
  const model::Index third = named(all.schema.indexes, "idx_items_c");
  CHECK(third.method == "gin");
  CHECK(third.keys[0].opclass == "jsonb_path_ops");
  CHECK(third.storage_parameters.at("fastupdate") == "off");
  CHECK(named(all.schema.indexes, "i4").method == "bloom");
  CHECK(named(all.schema.indexes, "i4").storage_parameters.at("length") == "80");
  const model::Index fifth = named(all.schema.indexes, "uq_items_expr_b");
  CHECK(fifth.unique);
  CHECK(fifth.nulls_not_distinct);
  CHECK(fifth.keys[0].expression == "lower(a)");
  CHECK(fifth.predicate == "b is not null");
  CHECK(all.entities[0].unique_keys.empty());
  CHECK(all.schema.dependencies.at(fifth.id()).size() == 2);
  CHECK(named(all.schema.indexes, "i6").keys[0].opclass == "public.gin_trgm_ops");
  CHECK(only(all.schema.extensions).name == "pg_trgm");
}

TEST_CASE("an exclusion needs btree_gist only where GiST cannot compare by itself") {
  const std::string text =
      "struct Item : Entity { Integer room; TsTzRange during; Inet net;\n  static constexpr Table table{exclude(gist, ";
  const model::Declared with = declared(
      text + "with(&Item::room, \"=\"), with(&Item::during, \"&&\")).where(\"room > 0\").initially_deferred()}; };");
  CHECK(only(with.schema.extensions).name == "btree_gist");
  const model::Exclusion exclusion = only(with.schema.exclusions);
  CHECK(exclusion.name == "excl_items_room_during");
  CHECK(exclusion.elements[1].op == "&&");
  CHECK(exclusion.predicate == "room > 0");
  CHECK(exclusion.deferral == model::Deferral::initially_deferred);
  const model::Declared without =
      declared(text + "with(&Item::during, \"&&\"), with(expression(\"int4range(room, room + 9)\"), \"&&\"))}; };");
  CHECK(without.schema.extensions.empty());
}

TEST_CASE("policies say whom they let do what") {
  const model::Declared all = declared(
      "struct Item : Entity { Integer n; static constexpr Table table{force_row_security,\n"
      "  policy(\"all\").using_(\"n > 0\"), policy(\"see\").for_(select).to(\"reader\", \"app\").using_(\"true\"),\n"
      "  policy(\"add\").for_(insert).with_check(\"n > 1\").restrictive(),\n"
      "  policy(\"go\").for_(delete_).to(\"public\").using_(\"true\")}; };");
  CHECK(only(all.schema.tables).row_security);
  CHECK(only(all.schema.tables).force_row_security);
  CHECK(named(all.schema.policies, "all").command == model::Policy::Command::all);
  CHECK(named(all.schema.policies, "see").roles == Texts{"app", "reader"});
  CHECK(named(all.schema.policies, "see").command == model::Policy::Command::select);
  CHECK_FALSE(named(all.schema.policies, "add").permissive);
  CHECK(named(all.schema.policies, "add").with_check == "n > 1");
  CHECK(named(all.schema.policies, "go").roles.empty());
}

TEST_CASE("words of a table say its name, its schema and its storage") {
  const model::Declared all = declared(
      "struct Item : Entity { Integer n; static constexpr Table table{table_name(\"Stock\"), in_schema(\"store\"),\n"
      "  unlogged, row_security, storage_parameter(\"fillfactor\", 70), storage_parameter(\"a\", \"b\")}; };");
  const model::Table table = only(all.schema.tables);
  CHECK(table.name == model::QualifiedName{"store", "Stock"});
  CHECK(table.unlogged);
  CHECK(table.row_security);
  CHECK_FALSE(table.force_row_security);
  CHECK(table.storage_parameters.at("fillfactor") == "70");
  CHECK(table.storage_parameters.at("a") == "b");
  CHECK(only(all.schema.namespaces).name == "store");
}

TEST_CASE("a reference is a column of the key's type, a foreign key and an index") {
  const model::Declared all = declared(
      kUser +
      "struct Country : Entity { Char<2> code{primary_key}; };\n"
      "struct Post : Entity { BigInt id{primary_key};\n"
      "  BelongsTo<User> author{on_delete(cascade), on_update(restrict)};\n"
      "  Nullable<BelongsTo<User>> editor{on_delete(set_null), initially_deferred, constraint_name(\"fk_e\")};\n"
      "  BelongsTo<Country> country{no_index};\n"
      "  BelongsTo<User> sender{references(\"email\")};\n"
      "  BelongsTo<User> target{references(&User::email)};\n"
      "  Nullable<BelongsTo<Post>> parent{column_name(\"up\")};\n};");
  CHECK(columns(all, "posts") ==
        Texts{"id", "author_id", "editor_id", "country_id", "sender_email", "target_email", "up"});
  const model::Table posts = named(all.schema.tables, "posts");
  CHECK(posts.find_column("author_id")->type == "uuid");
  CHECK(posts.find_column("country_id")->type == "character(2)");
  CHECK(posts.find_column("sender_email")->type == "text");
  CHECK(posts.find_column("up")->type == "bigint");
  CHECK_FALSE(posts.find_column("up")->identity);
  const model::ForeignKey author = named(all.schema.foreign_keys, "fk_posts_author");
  CHECK(author.on_delete == model::ReferentialAction::cascade);
  CHECK(author.on_update == model::ReferentialAction::restrict);
  const model::ForeignKey editor = named(all.schema.foreign_keys, "fk_e");
  CHECK(editor.on_delete == model::ReferentialAction::set_null);
  CHECK(editor.deferral == model::Deferral::initially_deferred);
  CHECK(named(all.schema.foreign_keys, "fk_posts_sender").referenced_columns == Texts{"email"});
  CHECK(all.schema.dependencies.at(named(all.schema.foreign_keys, "fk_posts_sender").id())
            .contains({model::Kind::unique, "public", "users", "uq_users_email"}));
  Texts indexes;
  for (const auto& [id, index] : all.schema.indexes) indexes.push_back(id.name);
  CHECK(indexes == Texts{"idx_posts_author_id", "idx_posts_editor_id", "idx_posts_sender_email",
                         "idx_posts_target_email", "idx_posts_up"});
  CHECK(all.entities[2].relations.size() == 6);
  CHECK(all.entities[2].fields[1].name == "author_id");
}

TEST_CASE("a reference that is a key takes the type of the key it points to") {
  const model::Declared all = declared(kUser +
                                       "struct Profile : Entity { BelongsTo<User> user{primary_key}; };\n"
                                       "struct Avatar : Entity { BelongsTo<Profile> profile{primary_key}; };");
  CHECK(named(all.schema.tables, "avatars").columns[0].type == "uuid");
  CHECK(all.entities[1].primary_key == Texts{"user_id"});
  CHECK(all.schema.indexes.empty());
}

TEST_CASE("entities may refer to each other in a circle") {
  const model::Declared all = declared(
      "struct B;\nstruct A : Entity { Uuid id{primary_key}; Nullable<BelongsTo<B>> b; };\n"
      "struct B : Entity { Uuid id{primary_key}; Nullable<BelongsTo<A>> a; };");
  CHECK(all.schema.foreign_keys.size() == 2);
}

TEST_CASE("foreign keys can have several columns") {
  const model::Declared all = declared(
      "struct Hall : Entity { Integer venue; Integer number; static constexpr Table "
      "table{primary_key(&Hall::venue, &Hall::number)}; };\n"
      "struct Seat : Entity { Integer venue; Nullable<Integer> hall;\n  static constexpr Table table{\n"
      "    foreign_key(&Seat::venue, &Seat::hall).references(&Hall::venue, &Hall::number)\n"
      "      .on_delete(set_null, &Seat::hall).on_update(cascade).match_full().deferrable()}; };");
  const model::ForeignKey key = only(all.schema.foreign_keys);
  CHECK(key.name == "fk_seats_venue_hall");
  CHECK(key.columns == Texts{"venue", "hall"});
  CHECK(key.references.name == "halls");
  CHECK(key.referenced_columns == Texts{"venue", "number"});
  CHECK(key.on_delete_columns == Texts{"hall"});
  CHECK(key.on_update == model::ReferentialAction::cascade);
  CHECK(key.match_full);
  CHECK(key.deferral == model::Deferral::initially_immediate);
}

TEST_CASE("relations name their other side") {
  const model::Declared all = declared(
      "struct Post;\nstruct Profile;\nstruct Tag;\nstruct PostTag;\n"
      "struct User : Entity { Uuid id{primary_key}; HasMany<Post> posts{through(\"author\")}; "
      "HasMany<Post> edited{through(\"editor\")}; HasOne<Profile> profile; };\n"
      "struct Profile : Entity { Uuid id{primary_key}; BelongsTo<User> user{unique}; };\n"
      "struct Post : Entity { Uuid id{primary_key}; BelongsTo<User> author; BelongsTo<User> editor; "
      "ManyToMany<Tag, PostTag> tags{through(\"post\", \"tag\")}; ManyToMany<Post, PostTag> similar{through(\"post\", "
      "\"like\")}; };\n"
      "struct Tag : Entity { Uuid id{primary_key}; ManyToMany<Post, PostTag> posts{through(\"tag\", \"post\")}; };\n"
      "struct PostTag : Entity { BelongsTo<Post> post; BelongsTo<Tag> tag; Nullable<BelongsTo<Post>> like; };\n");
  const auto relation = [&](std::size_t entity, const std::string& name) {
    for (const model::Relation& found : all.entities[entity].relations)
      if (found.name == name) return found;
    FAIL("there is no " << name);
    return model::Relation{};
  };
  using Arity = model::Relation::Arity;
  CHECK(relation(0, "posts").arity == Arity::has_many);
  CHECK(relation(0, "posts").target_columns == Texts{"author_id"});
  CHECK(relation(0, "edited").target_columns == Texts{"editor_id"});
  CHECK(relation(0, "profile").arity == Arity::has_one);
  CHECK(relation(0, "profile").nullable);
  CHECK(relation(1, "user").arity == Arity::belongs_to);
  CHECK(relation(2, "tags").target.name == "tags");
  CHECK(relation(2, "similar").through_target_columns == Texts{"like_id"});
  CHECK(relation(3, "posts").through_columns == Texts{"tag_id"});
  CHECK(relation(3, "posts").through_target_columns == Texts{"post_id"});
}

TEST_CASE("a relation goes along a foreign key of several columns") {
  const model::Declared all = declared(
      "struct Show;\nstruct Use;\n"
      "struct Hall : Entity { Integer venue; Integer number; HasMany<Show> shows{through(\"hall\")}; "
      "HasOne<Show> last{through(\"former\")}; ManyToMany<Show, Use> users;\n"
      "  static constexpr Table table{primary_key(&Hall::venue, &Hall::number)}; };\n"
      "struct Show : Entity { BigInt id{primary_key}; Integer venue; Nullable<Integer> number; Integer old; "
      "RefersTo<Hall> hall{along(&Show::number, &Show::venue)}; RefersTo<Hall> former{along(&Show::venue, "
      "&Show::old)};\n"
      "  static constexpr Table table{unique(&Show::old),\n"
      "    foreign_key(&Show::venue, &Show::number).references(&Hall::venue, &Hall::number),\n"
      "    foreign_key(&Show::old, &Show::venue).references(&Hall::number, &Hall::venue)}; };\n"
      "struct Use : Entity { Integer venue; Integer hall; BelongsTo<Show> show; RefersTo<Hall> used;\n"
      "  static constexpr Table table{\n"
      "    foreign_key(&Use::venue, &Use::hall).references(&Hall::venue, &Hall::number)}; };\n");
  const auto relation = [&](std::size_t entity, std::size_t index) { return all.entities[entity].relations.at(index); };
  using Arity = model::Relation::Arity;
  CHECK(relation(1, 0).name == "hall");
  CHECK(relation(1, 0).arity == Arity::belongs_to);
  CHECK(relation(1, 0).nullable);
  CHECK(relation(1, 0).columns == Texts{"venue", "number"});
  CHECK(relation(1, 0).target_columns == Texts{"venue", "number"});
  CHECK_FALSE(relation(1, 1).nullable);
  CHECK(relation(1, 1).columns == Texts{"old", "venue"});
  CHECK(relation(1, 1).target_columns == Texts{"number", "venue"});
  CHECK(relation(0, 0).columns == Texts{"venue", "number"});
  CHECK(relation(0, 0).target_columns == Texts{"venue", "number"});
  CHECK(relation(0, 1).arity == Arity::has_one);  // `old` alone is unique
  CHECK(relation(0, 1).target_columns == Texts{"old", "venue"});
  CHECK(relation(0, 2).through_columns == Texts{"venue", "hall"});
  CHECK(relation(0, 2).through_target_columns == Texts{"show_id"});
  CHECK(all.entities[1].fields.size() == 4);
}

TEST_CASE("of two keys over the same columns the one in this order is meant") {
  const model::Declared all = declared(
      "struct Hall : Entity { Integer x; Integer y;\n"
      "  static constexpr Table table{primary_key(&Hall::x, &Hall::y)}; };\n"
      "struct Show : Entity { Integer a; Integer b; RefersTo<Hall> hall{along(&Show::b, &Show::a)};\n"
      "  static constexpr Table table{foreign_key(&Show::a, &Show::b).references(&Hall::x, &Hall::y),\n"
      "    foreign_key(&Show::b, &Show::a).references(&Hall::x, &Hall::y)}; };\n");
  CHECK(all.entities[1].relations.at(0).columns == Texts{"b", "a"});
}

TEST_CASE("a relation over a table between says both of its columns") {
  const model::Declared all = declared(
      "struct Tag;\nstruct PostTag;\n"
      "struct Post : Entity { Uuid id{primary_key}; ManyToMany<Tag, PostTag> tags; };\n"
      "struct Tag : Entity { Integer id{primary_key}; };\n"
      "struct PostTag : Entity { BelongsTo<Post> post; BelongsTo<Tag> tag;\n"
      "  static constexpr Table table{primary_key(&PostTag::post, &PostTag::tag)}; };\n");
  const model::Relation tags = all.entities[0].relations.at(0);
  CHECK(tags.arity == model::Relation::Arity::many_to_many);
  CHECK(tags.target.name == "tags");
  CHECK(tags.through.name == "post_tags");
  CHECK(tags.columns == Texts{"id"});
  CHECK(tags.through_columns == Texts{"post_id"});
  CHECK(tags.through_target_columns == Texts{"tag_id"});
  CHECK(tags.target_columns == Texts{"id"});
  CHECK(all.entities[2].primary_key == Texts{"post_id", "tag_id"});
  CHECK(all.schema.indexes.size() == 1);  // post_id is served by the primary key
}

TEST_CASE("the key comes first, the entity's own columns next, other mixins last") {
  const model::Declared all = declared(
      "struct Stamps { TimestampTz created_at{default_now}; };\n"
      "struct Keyed { Uuid id{primary_key, default_random}; };\n"
      "struct Audited : Stamps { Text created_by; static constexpr Table table{index(&Audited::created_by)}; };\n"
      "struct Item : Entity, Audited, Keyed { Text name; };\nstruct Other : Entity, Audited { Text name; };");
  CHECK(columns(all, "items") == Texts{"id", "name", "created_by", "created_at"});
  CHECK(columns(all, "others") == Texts{"name", "created_by", "created_at"});
  Texts indexes;
  for (const auto& [id, index] : all.schema.indexes) indexes.push_back(id.name);
  CHECK(indexes == Texts{"idx_items_created_by", "idx_others_created_by"});
}

TEST_CASE("a mixin may be a template") {
  const model::Declared all = declared(
      kUser +
      "template <class T> struct Owned { BelongsTo<T> owner{on_delete(cascade)}; Text note{min_length(1)}; };\n"
      "struct Item : Entity, Owned<User> { Uuid id{primary_key}; };");
  CHECK(columns(all, "items") == Texts{"id", "owner_id", "note"});
  CHECK(only(all.schema.foreign_keys).on_delete == model::ReferentialAction::cascade);
  CHECK(only(all.schema.checks).name == "chk_items_note_min_length");
}

TEST_CASE("comments of every style are the data dictionary") {
  const model::Declared all = declared(
      "/** A thing\n *  of many lines.\n *\n *  - first\n *  - second\n */\n"
      "struct Item : Entity {\n  //! Its name.\n  Text name;\n  Text b;  ///< Behind it,\n           ///< twice.\n"
      "  // no documentation\n  Text c;\n};");
  const model::Table table = only(all.schema.tables);
  CHECK(table.comment == "A thing of many lines.\n\n- first\n- second");
  CHECK(table.columns[0].comment == "Its name.");
  CHECK(table.columns[1].comment == "Behind it, twice.");
  CHECK_FALSE(table.columns[2].comment);
}

TEST_CASE("a header may include the standard library and hold C++ of its own") {
  Project project;
  project.write(
      "schema/test.hpp",
      "#pragma once\n#include <schemac/schema.hpp>\n#include <cstddef>\n#include <string>\n#include <vector>\n"
      "#include <strings.h>\nnamespace shop {\nusing namespace schemac;\n"
      "inline std::string twice(const std::string& s) { return s + s; }\n"
      "struct Item : Entity { Text t; static std::vector<int> cache; std::size_t size() const { return 1; }\n"
      "  static constexpr Table table{index(&Item::t)}; };\n}\n");
  const std::optional<model::Declared> all = project.parse();
  CHECK(project.messages() == Texts{});
  REQUIRE(all);
  CHECK(columns(*all, "items") == Texts{"t"});
}

TEST_CASE("flags of the user's build reach clang") {
  Project project;
  project.options.compiler_flags = {"-DNAME=things", "-I" + (project.root() / "more").string()};
  project.write("more/extra.hpp", "#define SIZE 7\n", false);
  project.entities("}\n#include <extra.hpp>\nnamespace shop::schema {\nstruct Item : Entity { Varchar<SIZE> NAME; };");
  const std::optional<model::Declared> all = project.parse();
  CHECK(project.messages() == Texts{});
  REQUIRE(all);
  CHECK(only(all->schema.tables).columns[0].name == "things");
  CHECK(only(all->schema.tables).columns[0].type == "character varying(7)");
}

TEST_CASE("a project may be in a folder with a space and have another default schema") {
  Project outer;
  Project project;
  project.options.project_root = outer.root() / "my shop";
  project.options.default_schema = "shop";
  outer.write("my shop/schema/a b.hpp",
              "#pragma once\n#include <schemac/schema.hpp>\nstruct Item : schemac::Entity { schemac::Text t; };\n");
  project.options.headers = {"schema/a b.hpp"};
  const std::optional<model::Declared> all = project.parse();
  CHECK(project.messages() == Texts{});
  REQUIRE(all);
  CHECK(only(all->schema.tables).name == model::QualifiedName{"shop", "items"});
  CHECK(only(all->schema.namespaces).name == "shop");
  CHECK(all->entities[0].header == "schema/a b.hpp");
  CHECK(all->entities[0].place.file.ends_with("/my shop/schema/a b.hpp"));
}

TEST_CASE("statements of .sql files come in the order of files and lines") {
  Project project;
  project.write("schema/b.sql", "-- first\ncreate view v as select 1;\ngrant select on v to public");
  project.write("schema/a.sql", "create function f() returns int language sql as $$ select 1; $$;\n");
  const std::optional<model::Declared> all = project.parse();
  REQUIRE(all);
  REQUIRE(all->statements.size() == 3);
  CHECK(all->statements[0].text.starts_with("create function f()"));
  CHECK(all->statements[1].text == "create view v as select 1");
  CHECK(all->statements[1].place.line == 2);
  CHECK(all->statements[2].place.line == 3);
}

TEST_CASE("the hash changes with what reaches the database, and with nothing else") {
  const auto hash = [](const std::string& text, const std::string& schema = "public", const std::string& sql = "") {
    Project project;
    project.entities(text);
    project.options.default_schema = schema;
    if (!sql.empty()) project.write("schema/x.sql", sql);
    const std::optional<model::Declared> all = project.parse();
    REQUIRE(all);
    return all->hash;
  };
  const std::string base = hash("struct Item : Entity { Text t; };");
  CHECK(hash("// a remark\n\nstruct Item   : Entity { Text t{renamed_from(\"u\")}; };") == base);
  CHECK(hash("/// A thing.\nstruct Item : Entity { Text t; };") != base);
  CHECK(hash("struct Item : Entity { Nullable<Text> t; };") != base);
  CHECK(hash("struct Item : Entity { Text t{min_length(1)}; };") != base);
  CHECK(hash("struct Item : Entity { Text t; };", "other") != base);
  CHECK(hash("struct Item : Entity { Text t; };", "public", "select 1") != base);
}

TEST_CASE("every object has a place") {
  const model::Declared all = declared(
      kUser +
      "struct Post : Entity { BigInt id{primary_key}; BelongsTo<User> author;\n"
      "  TimestampTz at{touch_on_update}; Text t{min_length(1)};\n"
      "  static constexpr Table table{policy(\"p\").using_(\"true\"), exclude(gist, with(&Post::id, \"=\"))}; };");
  model::for_each_kind(all.schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) {
      INFO(model::describe(id));
      REQUIRE(all.places.contains(id));
      CHECK(all.places.at(id).line > 3);
    }
  });
  CHECK(all.places.at(model::column_id({"public", "posts"}, "author_id")).line == 5);
  CHECK(all.places.at(model::column_id({"public", "posts"}, "t")).line == 6);
}

TEST_CASE("a thousand entities are read") {
  Project project;
  for (int file = 0; file < 50; ++file) {
    std::string text = "#pragma once\n#include <schemac/schema.hpp>\nnamespace big { using namespace schemac;\n";
    for (int i = 0; i < 20; ++i) {
      const std::string name = "Thing" + std::to_string(file * 20 + i);
      text += "struct " + name +
              " : Entity { Uuid id{primary_key, default_random}; Text name{length(2, 50)};\n"
              "  static constexpr Table table{index(&" +
              name + "::name)}; };\n";
    }
    project.write("schema/file" + std::to_string(file) + ".hpp", text + "}\n");
  }
  const std::optional<model::Declared> all = project.parse();
  CHECK(project.messages() == Texts{});
  REQUIRE(all);
  CHECK(all->entities.size() == 1000);
  CHECK(all->schema.indexes.size() == 1000);
}

}  // namespace schemac::frontend::tests
