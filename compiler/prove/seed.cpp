#include "prove/seed.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "diff/descent.hpp"
#include "model/relations.hpp"
#include "prove/seed_values.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/quote.hpp"

namespace schemac::prove {
namespace {

using model::QualifiedName;

/// How many rows are tried before a table counts as one that cannot be seeded.
constexpr int kTries = 400;

/// Columns that get their values together, and what they may get. Each choice has a value for each column.
struct Slot {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> choices;
  std::size_t chosen = 0;
  bool sifted = false;  ///< Values that the type itself refuses are gone.
};

class Database {
 public:
  explicit Database(runtime::Connection& connection) : connection_(connection) {}

  /// Nothing when it went well, else what PostgreSQL said.
  std::optional<runtime::Error> refusal(const std::string& sql) {
    try {
      connection_.execute_unchecked_sql(sql);
      return std::nullopt;
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error& error) {
      return error;
    }
  }

  /// The rows of a query, each value as SQL.
  std::vector<std::vector<std::string>> values(const std::string& query) {
    std::vector<std::vector<std::string>> rows;
    const runtime::TextResult result = connection_.query_unchecked_sql(query);
    for (const runtime::TextRow row : result) {
      auto& values = rows.emplace_back();
      for (std::size_t column = 0; column < result.columns(); ++column) {
        const auto value = row[column];
        values.push_back(value ? sql::literal(*value) : "NULL");
      }
    }
    return rows;
  }

 private:
  runtime::Connection& connection_;
};

/// What is said about the columns of one table, and by which constraint or index.
class Sayings {
 public:
  Sayings(const model::Table& table, const model::Schema& schema) : table_(table) {
    for (const auto& [id, check] : schema.checks)
      if (check.table == table.name) say(check.name, check.expression);
    for (const auto& [id, exclusion] : schema.exclusions) {
      if (exclusion.table != table.name) continue;
      for (const auto& element : exclusion.elements) take(exclusion.name, element.key);
    }
    for (const auto& [id, index] : schema.indexes) {
      if (index.table != table.name) continue;
      for (const model::IndexKey& key : index.keys) take(index.name, key);
    }
    take_keys(schema.uniques);
    take_keys(schema.primary_keys);
    take_bounds(schema);
  }

  [[nodiscard]] std::set<std::string> constants_about(const std::string& column) const {
    std::set<std::string> constants;
    for (const std::string& expression : expressions_)
      if (speaks_of(expression, column)) constants.merge(constants_in(expression));
    if (bounded_.contains(column))
      for (const std::string& bound : bounds_) constants.merge(constants_in(bound));
    return constants;
  }

  /// The columns that an error is about; all of them where it does not say.
  [[nodiscard]] std::set<std::string> columns_of(const runtime::Error& error) const {
    if (!error.column().empty()) return {error.column()};
    if (const auto found = columns_.find(error.constraint()); found != columns_.end()) return found->second;
    if (error.sqlstate() == "23514" && error.constraint().empty() && !bounded_.empty()) return bounded_;
    std::set<std::string> all;
    for (const model::Column& column : table_.columns) all.insert(column.name);
    return all;
  }

 private:
  void say(const std::string& name, const std::string& expression) {
    expressions_.push_back(expression);
    for (const model::Column& column : table_.columns)
      if (speaks_of(expression, column.name)) columns_[name].insert(column.name);
  }
  void take(const std::string& name, const model::IndexKey& key) {
    if (key.column.empty()) return say(name, key.expression);
    columns_[name].insert(key.column);
  }
  template <class Keys>
  void take_keys(const Keys& keys) {
    for (const auto& [id, key] : keys)
      if (key.table == table_.name) columns_[key.name].insert(key.columns.begin(), key.columns.end());
  }
  /// A partition takes what the bounds of all above it let through.
  void take_bounds(const model::Schema& schema) {
    const model::Table* part = &table_;
    while (part != nullptr && part->partition_of) {
      const model::Table* whole = diff::find_table(schema, part->partition_of->parent);
      bounds_.push_back(part->partition_of->bound);
      for (const model::Column& column : table_.columns)
        if (whole != nullptr && speaks_of(whole->partition_by.value_or(""), column.name)) bounded_.insert(column.name);
      part = whole;
    }
  }

  const model::Table& table_;
  std::vector<std::string> expressions_;
  std::map<std::string, std::set<std::string>> columns_;  ///< By the name of a constraint or index.
  std::vector<std::string> bounds_;
  std::set<std::string> bounded_;  ///< The columns that those are of.
};

/// Fills one table.
class Seeder {
 public:
  Seeder(Database& database, const model::Table& table, const model::Schema& schema)
      : database_(database), table_(table), schema_(schema), sayings_(table, schema) {}

  /// Why not even one row could be put in; nothing when one was.
  std::optional<std::string> run(int rows) {
    bool any = false;
    std::string why;
    for (int row = 1; row <= rows; ++row) {
      if (std::string trouble = put(row); trouble.empty())
        any = true;
      else
        why = std::move(trouble);
    }
    return any ? std::nullopt : std::optional(why);
  }

 private:
  std::string put(int row) {
    std::string why = choose(row);
    if (!why.empty()) return why;
    for (int tries = 0; tries < kTries; ++tries) {
      const std::optional<runtime::Error> error = database_.refusal(insert());
      if (!error) return "";
      why = error->message();
      const bool of_value = error->sqlstate().starts_with("22") || !error->fields().data_type.empty();
      if (of_value && sift()) continue;
      if (!advance(sayings_.columns_of(*error))) break;
    }
    return why;
  }

  /// Sets out what each column may get in this row. Says why it cannot.
  std::string choose(int row) {
    slots_.clear();
    mirrored_.clear();
    for (const auto& [id, key] : schema_.foreign_keys) {
      if (key.table != table_.name || covers(key.columns)) continue;
      if (std::string why = choose_reference(key, row); !why.empty()) return why;
    }
    for (const model::Column& column : table_.columns) {
      const bool given = column.identity || column.generated_expression;
      if (!given && !covers({column.name}) && !mirrored_.contains(column.name))
        slots_.push_back(free_slot(column, row));
    }
    return "";
  }

  std::string choose_reference(const model::ForeignKey& key, int row) {
    Slot slot{key.columns, {}, 0, true};
    const bool own = key.references == table_.name;
    if (!own) {
      const std::string columns = sql::identifiers(key.referenced_columns);
      slot.choices = database_.values(
          fmt::format("SELECT DISTINCT {0} FROM {1} ORDER BY {0} LIMIT 10", columns, sql::qualified(key.references)));
      if (!slot.choices.empty())
        std::rotate(slot.choices.begin(),
                    slot.choices.begin() + (row - 1) % static_cast<std::ptrdiff_t>(slot.choices.size()),
                    slot.choices.end());
    }
    if (may_be_null(key.columns)) slot.choices.emplace_back(key.columns.size(), "NULL");
    if (slot.choices.empty() && own) {  // a row that refers to itself
      for (std::size_t i = 0; i < key.columns.size(); ++i) mirrored_[key.columns[i]] = key.referenced_columns[i];
      return "";
    }
    if (slot.choices.empty())
      return fmt::format("it refers to `{}.{}`, which has no rows", key.references.schema, key.references.name);
    slots_.push_back(std::move(slot));
    return "";
  }

  Slot free_slot(const model::Column& column, int row) {
    Slot slot{{column.name}, {}};
    for (std::string& value : values_of(column.type, row, schema_, sayings_.constants_about(column.name)))
      slot.choices.push_back({std::move(value)});
    if (column.default_expression) {
      const bool counts = column.default_expression->starts_with("nextval(");
      slot.choices.insert(row == 1 || counts ? slot.choices.begin() : slot.choices.end(), {"DEFAULT"});
    }
    if (!column.not_null) slot.choices.push_back({"NULL"});
    return slot;
  }

  [[nodiscard]] bool covers(const std::vector<std::string>& columns) const {
    return std::any_of(slots_.begin(), slots_.end(), [&](const Slot& slot) {
      return std::find_first_of(slot.columns.begin(), slot.columns.end(), columns.begin(), columns.end()) !=
             slot.columns.end();
    });
  }

  [[nodiscard]] bool may_be_null(const std::vector<std::string>& columns) const {
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      const model::Column* column = table_.find_column(name);
      return column != nullptr && !column->not_null;
    });
  }

  [[nodiscard]] std::string insert() const {
    std::map<std::string, std::string> row;
    for (const Slot& slot : slots_)
      for (std::size_t i = 0; i < slot.columns.size(); ++i)
        row[slot.columns[i]] = slot.choices.empty() ? "NULL" : slot.choices[slot.chosen][i];
    for (const auto& [column, same] : mirrored_) row[column] = row.contains(same) ? row.at(same) : "NULL";
    if (row.empty()) return "INSERT INTO " + sql::qualified(table_.name) + " DEFAULT VALUES";
    std::string columns;
    std::string values;
    for (const auto& [column, value] : row) {
      columns += (columns.empty() ? "" : ", ") + sql::identifier(column);
      values += (values.empty() ? "" : ", ") + value;
    }
    return "INSERT INTO " + sql::qualified(table_.name) + " (" + columns + ") VALUES (" + values + ")";
  }

  /// Takes away what a type refuses whatever the others are. False: there was nothing left to look at.
  bool sift() {
    bool any = false;
    for (Slot& slot : slots_) {
      if (slot.sifted) continue;
      std::erase_if(slot.choices, [&](const std::vector<std::string>& choice) {
        return choice.front() != "DEFAULT" && database_.refusal("SELECT " + choice.front());
      });
      slot.sifted = any = true;
      slot.chosen = 0;
    }
    return any;
  }

  /// The next choice for the columns that were refused. False: there is none.
  bool advance(const std::set<std::string>& refused) {
    for (Slot& slot : slots_) {
      const bool concerned = std::any_of(slot.columns.begin(), slot.columns.end(),
                                         [&](const std::string& column) { return refused.contains(column); });
      if (!concerned) continue;
      if (++slot.chosen < slot.choices.size()) return true;
      slot.chosen = 0;
    }
    return false;
  }

  Database& database_;
  const model::Table& table_;
  const model::Schema& schema_;
  Sayings sayings_;
  std::vector<Slot> slots_;
  std::map<std::string, std::string> mirrored_;  ///< A column that gets what another of the same row gets.
};

/// Calls `visit` for each id, after those of `needs` that are among them.
template <class Needs, class Visit>
void each_after_its_needs(const std::set<model::ObjectId>& ids, Needs needs, Visit visit) {
  std::set<model::ObjectId> seen;
  const auto go = [&](const auto& self, const model::ObjectId& id) -> void {
    if (!seen.insert(id).second) return;
    for (const model::ObjectId& need : needs(id)) self(self, need);
    if (ids.contains(id)) visit(id);
  };
  for (const model::ObjectId& id : ids) go(go, id);
}

void fill_materialized_views(Database& database, const model::Schema& schema) {
  std::set<model::ObjectId> views;
  for (const auto& [id, view] : schema.materialized_views)
    if (view.populated) views.insert(id);
  const auto needs = [&](const model::ObjectId& id) {
    std::set<model::ObjectId> relations;
    const auto found = schema.dependencies.find(id);
    if (found == schema.dependencies.end()) return relations;
    for (const model::ObjectId& need : found->second) {
      const auto relation = need.kind == model::Kind::column ? model::relation_under(schema, need) : std::nullopt;
      relations.insert(relation.value_or(need));
    }
    return relations;
  };
  each_after_its_needs(views, needs, [&](const model::ObjectId& id) {
    (void)database.refusal("REFRESH MATERIALIZED VIEW " + sql::qualified({id.schema, id.name}));
  });
}

}  // namespace

std::vector<Unseeded> seed(runtime::Connection& connection, const model::Schema& schema, int rows) {
  Database database(connection);
  (void)database.refusal("SET session_replication_role = replica");
  std::set<model::ObjectId> tables;
  std::map<model::ObjectId, std::set<model::ObjectId>> referred;
  for (const auto& [id, table] : schema.tables)
    if (!table.partition_by) tables.insert(id);
  for (const auto& [id, key] : schema.foreign_keys) {
    auto& needs = referred[{model::Kind::table, key.table.schema, {}, key.table.name}];
    needs.insert({model::Kind::table, key.references.schema, {}, key.references.name});
  }
  // Rows of a partitioned table are those of its partitions.
  for (const auto& [id, table] : schema.tables)
    if (table.partition_of)
      referred[{model::Kind::table, table.partition_of->parent.schema, {}, table.partition_of->parent.name}].insert(id);
  std::vector<Unseeded> unseeded;
  each_after_its_needs(
      tables, [&](const model::ObjectId& id) { return referred[id]; },
      [&](const model::ObjectId& id) {
        const model::Table& table = *schema.tables.find(id);
        if (auto why = Seeder(database, table, schema).run(rows)) unseeded.push_back({table.name, std::move(*why)});
      });
  (void)database.refusal("RESET session_replication_role");
  fill_materialized_views(database, schema);
  std::sort(unseeded.begin(), unseeded.end(), [](const Unseeded& a, const Unseeded& b) { return a.table < b.table; });
  return unseeded;
}

}  // namespace schemac::prove
