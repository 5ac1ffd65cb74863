#include "pull/edit_sql.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "pull/sql_texts.hpp"
#include "pull/statements.hpp"

namespace schemac::pull {
namespace {

using model::ObjectId;
using Ids = std::set<ObjectId>;

/// `foreign keys` of a kind called `foreign key`.
std::string file_stem(model::Kind kind) {
  std::string stem(model::word_for(kind));
  std::replace(stem.begin(), stem.end(), ' ', '_');
  if (stem.ends_with('y')) {
    if (!stem.ends_with("key")) stem.replace(stem.size() - 1, 1, "ie");
  } else if (stem.ends_with('x') || stem.ends_with("ss")) {
    stem += 'e';
  }
  return stem.ends_with('s') ? stem : stem + "s";
}

std::string file_for(const ObjectId& id, const Layout& layout) {
  if (layout.sql_folder.empty()) return layout.sql_file;
  return (std::filesystem::path(layout.sql_folder) / (file_stem(id.kind) + ".sql")).lexically_normal().generic_string();
}

class Editor {
 public:
  Editor(const SqlEdit& edit, const Layout& layout, SqlTexts& texts) : edit_(edit), layout_(layout), texts_(texts) {
    const Ids said = ids_of(edit.said);
    const Ids live = ids_of(edit.live);
    for (const ObjectId& id : said)
      if (!edit.headers_before.contains(id)) in_sql_.insert(id);
    for (const ObjectId& id : live) {
      if (edit.headers_now.contains(id)) continue;
      if (!in_sql_.contains(id)) create_.insert(id);
    }
    for (const ObjectId& id : in_sql_)
      if (!live.contains(id) || edit.headers_now.contains(id)) remove_.insert(id);
    differing_ = differing(edit.said, edit.live);
    for (const ObjectId& id : differing_)
      if (in_sql_.contains(id) && live.contains(id) && !remove_.contains(id)) change_.insert(id);
  }

  void run() {
    for (const ObjectId& id : remove_) take_out(id);
    for (const ObjectId& id : change_) say_anew(id);
    for (const Said& said : creation_of(edit_.live, create_)) append(said);
    alter();
  }

 private:
  /// All that a statement makes goes with it, and comes back by itself.
  void give_up(SqlTexts::Statement& statement) {
    for (const ObjectId& id : in_sql_)
      if (statement.makes.contains(without_arguments(id)) && !remove_.contains(id)) create_.insert(id);
    // What has no name in the text: a key that PostgreSQL named, the sequence of a serial.
    for (const ObjectId& id : in_sql_) {
      if (remove_.contains(id) || change_.contains(id) || texts_.maker_of(id) != nullptr) continue;
      const model::Sequence* const sequence = edit_.said.sequences.find(id);
      const auto makes_table = [&](const std::string& schema, const std::string& table) {
        return statement.makes.contains({model::Kind::table, schema, {}, table});
      };
      const bool owned = sequence != nullptr && sequence->owned_by &&
                         makes_table(sequence->owned_by->table.schema, sequence->owned_by->table.name);
      if (owned || (!id.table.empty() && makes_table(id.schema, id.table))) create_.insert(id);
    }
  }

  std::vector<std::string> former_statements(const ObjectId& id) const {
    std::vector<std::string> all;
    for (const Said& said : creation_of(edit_.said, {id}))
      all.insert(all.end(), said.statements.begin(), said.statements.end());
    return all;
  }

  /// What was said of the object beside making it: comments, owners of sequences.
  void take_out_asides(const ObjectId& id) {
    for (const std::string& statement : former_statements(id))
      if (SqlTexts::Statement* const found = texts_.about_the_same_as(statement)) texts_.remove(*found);
  }

  void take_out(const ObjectId& id) {
    if (SqlTexts::Statement* const maker = texts_.maker_of(id)) {
      give_up(*maker);
      texts_.remove(*maker);
    }
    take_out_asides(id);
  }

  void say_anew(const ObjectId& id) {
    if (create_.contains(id)) return;  // it comes back with a statement that made more
    SqlTexts::Statement* const maker = texts_.maker_of(id);
    if (maker == nullptr) {
      beyond_.insert(id);
    } else if (maker->makes.size() > 1) {  // each thing that it makes comes back in a statement of its own
      create_.insert(id);
      give_up(*maker);
      texts_.remove(*maker);
      take_out_asides(id);
    } else {
      replace(*maker, creation_of(edit_.live, {id}));
      take_out_asides(id);
    }
  }

  void replace(SqlTexts::Statement& maker, const std::vector<Said>& all) {
    bool first = true;
    for (const Said& said : all) {
      for (const std::string& statement : said.statements) {
        if (std::exchange(first, false)) {
          texts_.replace(maker, statement);
        } else if (SqlTexts::Statement* const aside = texts_.about_the_same_as(statement)) {
          texts_.replace(*aside, statement);
        } else {
          texts_.insert_after(maker, statement);
        }
      }
    }
  }

  void append(const Said& said) {
    const std::string file = file_for(said.object, layout_);
    for (const std::string& statement : said.statements) texts_.append(file, statement);
  }

  /// What an ALTER says of objects that others make.
  void alter() {
    for (const diff::Change& change : diff::compare(edit_.said, edit_.live).changes) {
      const ObjectId id = whole_of(diff::subject(change));
      const bool beyond = edit_.beyond_words.contains(id) && edit_.headers_now.contains(id);
      if (!differing_.contains(id) || (!beyond && !beyond_.contains(id))) continue;
      for (const std::string& statement : statements_of(change)) {
        if (SqlTexts::Statement* const former = texts_.about_the_same_as(statement)) {
          texts_.replace(*former, statement);
        } else {
          texts_.append(file_for(id, layout_), statement);
        }
      }
    }
  }

  const SqlEdit& edit_;
  const Layout& layout_;
  SqlTexts& texts_;
  Ids in_sql_, create_, remove_, change_, beyond_, differing_;
};

}  // namespace

void edit_sql(const SqlEdit& edit, const Layout& layout, const std::string& default_schema, Sources& sources) {
  SqlTexts texts(sources, default_schema);
  Editor(edit, layout, texts).run();
  texts.write(sources);
  std::erase_if(sources.sql,
                [](const auto& file) { return file.second.find_first_not_of(" \t\r\n") == std::string::npos; });
}

}  // namespace schemac::pull
