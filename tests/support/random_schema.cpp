#include "support/random_schema.hpp"

#include <algorithm>

#include "support/schema_words.hpp"

namespace schemac::test {
namespace {

using model::Schema;

class Lot {
 public:
  explicit Lot(Random& random) : random_(random) {}
  /// From 0 to `below` - 1.
  std::size_t number(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }
  bool one_in(std::size_t chances) { return number(chances) == 0; }
  template <class T>
  T one_of(const std::vector<T>& choices) {
    return choices[number(choices.size())];
  }
  std::optional<std::string> comment() {
    if (!one_in(4)) return std::nullopt;
    return one_of<std::string>({"one", "two"});
  }
  /// Each of them or not, at least one, in an order drawn too.
  Names some_of(Names names) {
    std::shuffle(names.begin(), names.end(), random_);
    names.resize(1 + number(names.size()));
    return names;
  }

 private:
  Random& random_;
};

class Draw {
 public:
  explicit Draw(Random& random) : lot_(random) {}

  Schema schema() {
    add_what_stands_alone();
    for (const char* name : {"t", "u", "v"}) {
      if (!lot_.one_in(4)) add_table(name);
    }
    add_foreign_keys();
    return std::move(schema_);
  }

 private:
  void add_what_stands_alone() {
    for (const char* name : {"app", "core"}) {
      if (lot_.one_in(2)) schema_.namespaces.put({name, lot_.comment()});
    }
    const bool has_app = schema_.namespaces.find({Kind::namespace_, {}, {}, "app"}) != nullptr;
    if (lot_.one_in(2)) schema_.extensions.put({"citext", has_app && lot_.one_in(2) ? "app" : "public", "1.6"});
    for (const char* name : {"e", "f"}) {
      model::EnumType type = enum_type(name, lot_.some_of({"x", "y", "z"}));
      if (lot_.one_in(2)) std::sort(type.labels.begin(), type.labels.end());
      type.comment = lot_.comment();
      if (!lot_.one_in(4)) schema_.enum_types.put(type);
    }
    for (const char* name : {"g", "h"}) {
      if (lot_.one_in(3)) continue;
      model::Function function = trigger_function(name, lot_.one_of<std::string>({"BEGIN END", "BEGIN NULL; END"}));
      if (lot_.one_in(4)) {  // which no CREATE OR REPLACE can make of the other
        function.definition.replace(function.definition.find("trigger"), 7, "event_trigger");
      }
      function.comment = lot_.comment();
      schema_.functions.put(function);
    }
    for (const char* name : {"s", "r"}) {
      if (lot_.one_in(2)) schema_.sequences.put(some_sequence(name));
    }
  }

  model::Sequence some_sequence(const std::string& name) {
    model::Sequence drawn = sequence(name);
    drawn.options.increment = lot_.one_in(2) ? 1 : 2;
    drawn.comment = lot_.comment();
    return drawn;
  }

  /// Arrays stay arrays: a single value has no way to one by its text.
  std::string some_type(bool array) {
    std::vector<std::string> types{"integer", "bigint", "text"};
    for (const auto& [id, type] : schema_.enum_types) types.push_back("public." + type.name.name);
    return lot_.one_of(types) + (array ? "[]" : "");
  }

  void need(const ObjectId& id, const ObjectId& needed) { schema_.dependencies[id].insert(needed); }

  model::Column some_column(const std::string& table, const std::string& name) {
    model::Column drawn = column(name, some_type(name == "c"));
    drawn.not_null = lot_.one_in(2);
    drawn.comment = lot_.comment();
    for (const auto& [id, type] : schema_.enum_types) {
      if (drawn.type.rfind("public." + type.name.name, 0) != 0) continue;
      need(test::column_id(table, name), id);
      if (drawn.type.back() != ']' && lot_.one_in(2)) {
        drawn.default_expression = "'" + lot_.one_of(type.labels) + "'::" + drawn.type;
      }
    }
    return drawn;
  }

  /// `id`, filled in by a sequence of its own, by itself, by a free sequence, or by nobody.
  model::Column some_key(const std::string& table) {
    model::Column key = not_null(column("id", lot_.one_of<std::string>({"integer", "bigint"})));
    const std::size_t choice = lot_.number(4);
    if (choice == 0) key.identity = model::Identity{lot_.one_in(2), {}};
    const std::string name = choice == 1 ? table + "_id_seq" : "s";
    if (choice == 1) schema_.sequences.put(owned(some_sequence(name), table, "id"));
    if (choice == 1 || (choice == 2 && schema_.sequences.find(sequence_id("s")) != nullptr)) {
      key.default_expression = "nextval('public." + name + "'::regclass)";
      need(test::column_id(table, "id"), sequence_id(name));
    }
    return key;
  }

  void add_table(const std::string& name) {
    std::vector<model::Column> columns{some_key(name)};
    for (const std::string& each : lot_.some_of({"a", "b", "c"})) columns.push_back(some_column(name, each));
    const std::string first = columns[1].name;
    if (lot_.one_in(3)) {
      model::Column generated = column("made", "boolean");
      generated.generated_expression = "(" + first + " IS NULL)";
      need(test::column_id(name, "made"), test::column_id(name, first));
      columns.push_back(generated);
    }
    model::Table drawn = table(name, columns);
    drawn.row_security = lot_.one_in(3);
    drawn.comment = lot_.comment();
    if (lot_.one_in(3)) drawn.storage_parameters["fillfactor"] = lot_.one_of<std::string>({"70", "80"});
    schema_.tables.put(drawn);
    add_keys(name, first);
    add_rest(name, columns);
  }

  void add_keys(const std::string& name, const std::string& first) {
    model::PrimaryKey key = primary_key(name, lot_.one_in(4) ? Names{"id", first} : Names{"id"});
    if (lot_.one_in(4)) key.name += "_2";
    if (!lot_.one_in(3)) schema_.primary_keys.put(key);
    model::Unique other = unique(name, lot_.one_in(2) ? name + "_u" : name + "_uu", {"id"});
    other.comment = lot_.comment();
    if (lot_.one_in(2)) schema_.uniques.put(other);
  }

  void add_rest(const std::string& name, const std::vector<model::Column>& columns) {
    const std::string column = lot_.one_of(columns).name;
    model::Check positive = check(name, lot_.one_of<std::string>({"c1", "c2"}), "(" + column + " IS NOT NULL)");
    positive.not_valid = lot_.one_in(3);
    if (lot_.one_in(2)) put_needing(positive, column);
    model::Index by_column = index(name, name + lot_.one_of<std::string>({"_i", "_j"}), {lot_.one_of(columns).name});
    by_column.unique = lot_.one_in(3);
    if (lot_.one_in(3)) by_column.storage_parameters["fillfactor"] = lot_.one_of<std::string>({"70", "80"});
    if (!lot_.one_in(3)) schema_.indexes.put(by_column);
    model::Exclusion apart = exclusion(name, name + lot_.one_of<std::string>({"_x", "_xx"}), column);
    apart.method = "btree";  // which has an operator for every type
    apart.elements[0].op = "=";
    if (lot_.one_in(3)) schema_.exclusions.put(apart);
    model::Policy own = policy(name, lot_.one_of<std::string>({"p", "q"}), "(" + column + " IS NOT NULL)");
    if (lot_.one_in(4)) own.command = model::Policy::Command::select;
    if (lot_.one_in(2)) put_needing(own, column);
    const auto called = std::find_if(schema_.functions.begin(), schema_.functions.end(), [](const auto& each) {
      return each.second.definition.find("event_trigger") == std::string::npos;
    });
    if (called == schema_.functions.end()) return;
    model::Trigger touch = trigger(name, lot_.one_of<std::string>({"t1", "t2"}), called->second.name.name);
    if (lot_.one_in(2)) touch.update_of = {column};
    if (lot_.one_in(3)) touch.enabled = model::Trigger::Enabled::disabled;
    if (lot_.one_in(2)) schema_.triggers.put(touch);
  }

  template <class K>
  void put_needing(const K& object, const std::string& column) {
    put(schema_, object);
    need(object.id(), model::column_id(object.table, column));
  }

  void add_foreign_keys() {
    for (const auto& [id, from] : schema_.tables) {
      for (const auto& [key_id, key] : schema_.uniques) {
        if (lot_.one_in(2)) continue;
        model::ForeignKey reference = foreign_key(from.name.name, "id", key.table.name);
        reference.name = "fk" + key.table.name + lot_.one_of<std::string>({"", "_2"});
        if (lot_.one_in(3)) reference.on_delete = model::ReferentialAction::cascade;
        if (lot_.one_in(3)) reference.deferral = model::Deferral::initially_deferred;
        schema_.foreign_keys.put(reference);
        need(reference.id(), key_id);
      }
    }
  }

  Lot lot_;
  Schema schema_;
};

/// What is only in `here`.
template <class K>
std::vector<ObjectId> only_in(const model::Objects<K>& here, const model::Objects<K>& there) {
  std::vector<ObjectId> ids;
  for (const auto& [id, object] : here) {
    if (there.find(id) == nullptr) ids.push_back(id);
  }
  return ids;
}

void add_column_renames(const Schema& before, const Schema& after, Lot& lot, model::Renames& renames) {
  for (const auto& [id, former] : before.tables) {
    const model::Table* now = after.tables.find(id);
    if (now == nullptr || lot.one_in(2)) continue;
    for (const auto& gone : former.columns) {
      for (const auto& come : now->columns) {
        if (now->find_column(gone.name) != nullptr || former.find_column(come.name) != nullptr) continue;
        if ((gone.type.back() == ']') != (come.type.back() == ']')) continue;
        renames.push_back({model::column_id(former.name, gone.name), model::column_id(now->name, come.name), {}, {}});
      }
    }
  }
}

void add_label_renames(const Schema& before, const Schema& after, Lot& lot, model::Renames& renames) {
  for (const auto& [id, former] : before.enum_types) {
    const model::EnumType* now = after.enum_types.find(id);
    if (now == nullptr || lot.one_in(2)) continue;
    renames.push_back({id, id, lot.one_of(former.labels), lot.one_of(now->labels)});
  }
}

}  // namespace

Schema random_schema(Random& random) { return Draw(random).schema(); }

model::Renames random_renames(const Schema& before, const Schema& after, Random& random) {
  Lot lot(random);
  model::Renames renames;
  add_column_renames(before, after, lot, renames);
  add_label_renames(before, after, lot, renames);
  model::for_each_kind(before, after, [&](const auto& former, const auto& now) {
    if (lot.one_in(2)) return;
    const auto gone = only_in(former, now);
    const auto come = only_in(now, former);
    for (std::size_t i = 0; i < std::min(gone.size(), come.size()); ++i) {
      // The sequence of an identity column may have the name that an owned one is to get.
      const bool owned = before.sequences.find(gone[i]) != nullptr && gone[i].name.size() > 1;
      const bool renamable = gone[i].kind != Kind::extension && gone[i].table == come[i].table && !owned &&
                             come[i].name.find("_id_seq") == std::string::npos;
      if (renamable) renames.push_back({gone[i], come[i], {}, {}});
    }
  });
  return renames;
}

}  // namespace schemac::test
