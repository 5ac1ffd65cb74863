#include "elaborate/elaborate.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "elaborate/bodies.hpp"
#include "elaborate/patterns.hpp"
#include "elaborate/read_scratch.hpp"
#include "elaborate/refusals.hpp"
#include "elaborate/run.hpp"
#include "plan/plan.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/inspect.hpp"
#include "sql/render.hpp"

namespace schemac::elaborate {
namespace {

/// Something that is to be created: one object of the headers, or one statement of a .sql file.
struct Item {
  std::vector<sql::Statement> statements;
  std::optional<model::ObjectId> object;  ///< Only of the headers.
  Place place;
  bool of_session = false;  ///< It makes nothing, and is run again in each pass: those behind it need it.
  bool may_fail = false;    ///< A setting that only a newer server knows.
};

using Statements = std::vector<const model::SqlStatement*>;

bool alters_default_privileges(const model::SqlStatement& statement) {
  static const std::regex kWords("alter\\s+default\\s+privileges", std::regex::icase);
  return std::regex_search(statement.text.substr(0, 60), kWords, std::regex_constants::match_continuous);
}

/// Default privileges hold for what is made after them, and headers stand in no order to files: beside headers they
/// come first, so that a table has the same privileges whether it is declared today or was there before. Not those of a
/// dump, which says of each object what it has, and those that a setting of their file stands before.
Statements first_statements(const model::Declared& declared) {
  Statements first;
  if (declared.headers.empty()) return first;
  std::set<std::string> files_with_settings;
  for (const model::SqlStatement& statement : declared.statements) {
    if (statement.of_session) files_with_settings.insert(statement.place.file);
    const bool in_order =
        files_with_settings.contains(statement.place.file) || declared.dumps.contains(statement.place.file);
    if (!in_order && alters_default_privileges(statement)) first.push_back(&statement);
  }
  return first;
}

void add_first_items(const Statements& first, std::vector<Item>& items) {
  const auto is_other = [](const Item& item) { return item.object->kind != model::Kind::namespace_; };
  std::vector<Item> added;
  for (const model::SqlStatement* statement : first)
    added.push_back({{{statement->text, {}, statement->place}}, std::nullopt, statement->place});
  items.insert(std::find_if(items.begin(), items.end(), is_other), added.begin(), added.end());
}

void add_file_items(const model::Declared& declared, const Statements& done, int server_version,
                    std::vector<Item>& items) {
  const Place* former = nullptr;
  bool settings_left = false;
  for (const model::SqlStatement& statement : declared.statements) {
    if (std::find(done.begin(), done.end(), &statement) != done.end()) continue;
    if (settings_left && former->file != statement.place.file) {
      items.push_back({{{std::string(kFreshSession), {}, {}}}, std::nullopt, statement.place, true});
      settings_left = false;
    }
    former = &statement.place;
    settings_left = settings_left || statement.of_session;
    const auto dump = declared.dumps.find(statement.place.file);
    const bool newer = dump != declared.dumps.end() && dump->second > server_version / 10000;
    items.push_back({{{statement.text, {}, statement.place}},
                     std::nullopt,
                     statement.place,
                     statement.of_session,
                     statement.of_session && newer});
  }
}

std::vector<Item> work_list(const model::Declared& declared, int server_version) {
  std::vector<Item> items;
  const plan::Plan plan = plan::make(diff::compare({}, declared.schema));
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      Item item{{}, diff::subject(step.change), {}};
      const auto place = declared.places.find(*item.object);
      if (place != declared.places.end()) item.place = place->second;
      for (std::string& text : sql::statements(step.change)) item.statements.push_back({std::move(text), {}, {}});
      items.push_back(std::move(item));
    }
  }
  const Statements first = first_statements(declared);
  add_first_items(first, items);
  add_file_items(declared, first, server_version, items);
  return items;
}

std::optional<Refusal> try_item(runtime::Executor& executor, const Item& item) {
  for (const sql::Statement& statement : item.statements) {
    try {
      executor.execute_unchecked_sql(statement.text);
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error& error) {
      return Refusal{item.object, statement, item.place, error};
    }
  }
  return std::nullopt;
}

/// `CREATE SCHEMA public`, which pg_dump writes when it is asked for that schema by name, though every database is born
/// with it. The words say nothing but that it is there, so nothing is lost; with an owner or elements they would.
bool is_public_again(const Item& item, const runtime::Error& error) {
  constexpr std::string_view kDuplicateSchema = "42P06";
  static const std::regex kWords("create\\s+schema\\s+(public|\"public\")\\s*;?\\s*", std::regex::icase);
  return error.sqlstate() == kDuplicateSchema && std::regex_match(item.statements.front().text, kWords);
}

/// Items that are sent together: those of the headers in transactions of many, those of files in one.
std::vector<std::vector<std::string>> transactions_of(const std::vector<Item>& items) {
  constexpr std::size_t kEnough = 100;
  std::vector<std::vector<std::string>> transactions;
  std::size_t count = kEnough;
  bool was_object = true;
  for (const Item& item : items) {
    const bool is_object = item.object.has_value();
    if (transactions.empty() || (is_object ? count >= kEnough : was_object)) transactions.emplace_back();
    std::vector<std::string>& messages = transactions.back();
    if (messages.empty() || count >= kEnough || item.of_session) {
      messages.emplace_back();
      count = 0;
    }
    for (const sql::Statement& statement : item.statements) messages.back().append(statement.text).append("\n;\n");
    count += item.of_session ? kEnough : item.statements.size();
    was_object = is_object;
  }
  return transactions;
}

/// Everything at once, without savepoints: the way it nearly always goes. In transactions of some hundred statements
/// and one message each a server takes half the time that it takes for one statement after another. What was made
/// stays when one is refused.
bool create_at_once(runtime::Connection& database, const std::vector<Item>& items) {
  try {
    for (const std::vector<std::string>& messages : transactions_of(items)) {
      runtime::Transaction transaction(database);
      for (const std::string& message : messages) transaction.execute_unchecked_sql(message);
      transaction.commit();
    }
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error&) {
    return false;
  }
  return true;
}

/// Where a statement stands among those that are tried again.
enum class Rank {
  found,     ///< What others find without naming it: an index takes the operator class that its type has by then.
  named,     ///< Everything else: who names what is missing fails, and is tried again.
  attached,  ///< A table becomes a partition when it has what makes it one; its parent would give it the same again.
  owned,     ///< Owners and privileges: a table takes only sequences of its own owner.
};

Rank rank_of(const Item& item) {
  if (item.object) return Rank::named;
  const std::string& text = item.statements.front().text;
  static const std::regex kBegin("\\s*(create\\s+(operator\\s+class|cast)|grant|revoke|alter)\\s", std::regex::icase);
  static const std::regex kAttach("alter\\s+(table|index)\\s[^']{0,200}\\sattach\\s+partition\\s", std::regex::icase);
  static const std::regex kOwner("\\sowner\\s+to\\s+[^\\s;]+\\s*;?\\s*$", std::regex::icase);
  std::smatch begin;
  if (!std::regex_search(text, begin, kBegin, std::regex_constants::match_continuous)) return Rank::named;
  const int letter = std::tolower(static_cast<unsigned char>(*begin[1].first));
  if (letter != 'a') return letter == 'c' ? Rank::found : Rank::owned;
  if (std::regex_search(text, kAttach)) return Rank::attached;
  constexpr std::size_t kEnough = 160;  // a name, and what stands around it
  const std::string end = text.substr(text.size() - std::min(text.size(), kEnough));
  return std::regex_search(end, kOwner) ? Rank::owned : Rank::named;
}

/// Several passes over what is to be created, until nothing is left or nothing moves.
class Passes {
 public:
  Passes(runtime::Connection& database, const std::vector<Item>& items) : database_(database) {
    for (const Item& item : items) waiting_.push_back(&item);
    in_any_order_ = std::none_of(items.begin(), items.end(), [](const Item& item) { return item.of_session; });
  }

  /// What the server refuses for good.
  std::vector<Refusal> run() {
    runtime::Transaction transaction(database_);
    do {  // Once at least: of settings alone one may be wrong, too.
      const std::size_t before = waiting_.size();
      const bool may_hold = in_any_order_ && !has_held_;
      run_pass(transaction);
      if (!refused_.empty()) return std::move(refused_);
      // What is undefined beside a refusal may well be what was refused: saying both would blame the wrong place.
      if (waiting_.size() == before && !may_hold) return std::move(undefined_);
    } while (has_objects());
    transaction.commit();
    for (const Item* item : alone_)
      if (std::optional<Refusal> refusal = try_item(database_, *item)) refused_.push_back(std::move(*refusal));
    return std::move(refused_);
  }

 private:
  [[nodiscard]] bool has_objects() const {
    return std::any_of(waiting_.begin(), waiting_.end(), [](const Item* item) { return !item->of_session; });
  }

  void run_pass(runtime::Transaction& transaction) {
    undefined_.clear();
    std::vector<const Item*> again;
    const bool may_hold = in_any_order_ && !std::exchange(has_held_, true);
    for (const Item* item : waiting_) {
      if (may_hold && !again.empty() && rank_of(*item) > Rank::named) {
        again.push_back(item);
        continue;
      }
      runtime::Savepoint savepoint(transaction);
      std::optional<Refusal> refusal = try_item(transaction, *item);
      if (refusal) {
        savepoint.rollback();
      } else {
        savepoint.release();
      }
      if (item->of_session || (refusal && may_come_later(refusal->error))) again.push_back(item);
      if (refusal && !item->may_fail) sort_out(*item, std::move(*refusal));
    }
    if (in_any_order_) {
      std::stable_sort(again.begin(), again.end(),
                       [](const Item* a, const Item* b) { return rank_of(*a) < rank_of(*b); });
    }
    waiting_ = std::move(again);
  }

  void sort_out(const Item& item, Refusal refusal) {
    if (is_public_again(item, refusal.error)) return;
    constexpr std::string_view kNotInTransaction = "25001";  // CREATE INDEX CONCURRENTLY
    if (refusal.error.sqlstate() == kNotInTransaction) return alone_.push_back(&item);
    (may_come_later(refusal.error) && !item.of_session ? undefined_ : refused_).push_back(std::move(refusal));
  }

  runtime::Connection& database_;
  std::vector<const Item*> waiting_;
  bool in_any_order_ = false;       ///< No setting holds for what stands behind it.
  bool has_held_ = false;           ///< In the first pass, what comes last waits for what was refused before it.
  std::vector<const Item*> alone_;  ///< They run outside of any transaction, when all else is there.
  std::vector<Refusal> undefined_;  ///< Of the last pass.
  std::vector<Refusal> refused_;
};

std::set<std::string> roles_of(const model::Declared& declared) {
  std::set<std::string> roles;
  for (const model::SqlStatement& statement : declared.statements)
    roles.insert(statement.roles.begin(), statement.roles.end());
  return roles;
}

/// What is declared without a version means whichever version the server has: a migration must not pin the one that
/// happens to be installed where it was written.
void forget_versions(const model::Schema& declared, model::Schema& schema) {
  for (const auto& [id, extension] : declared.extensions) {
    const model::Extension* const found = schema.extensions.find(id);
    if (found == nullptr || !extension.version.empty()) continue;
    model::Extension unversioned = *found;
    unversioned.version.clear();
    schema.extensions.put(std::move(unversioned));
  }
}

/// pg_dump writes every materialized view WITH NO DATA, and fills those that were filled if it dumps rows: of a dump
/// that fills none nobody knows, and then they are as usual.
void fill_dumped_views(const model::Declared& declared, model::Schema& schema) {
  if (declared.dumps.empty() || schema.materialized_views.empty()) return;
  std::map<std::string, int> silent = declared.dumps;
  for (const model::SqlStatement& statement : declared.statements)
    if (statement.text.starts_with("REFRESH MATERIALIZED VIEW")) silent.erase(statement.place.file);
  for (const model::SqlStatement& statement : declared.statements) {
    if (!silent.contains(statement.place.file)) continue;
    for (const sql::DeclaredName& name : sql::declared_names(statement.text)) {
      const model::MaterializedView* found = schema.materialized_views.find(name.id);
      if (found == nullptr || found->populated) continue;
      model::MaterializedView filled = *found;
      filled.populated = true;
      schema.materialized_views.put(std::move(filled));
    }
  }
}

}  // namespace

void ensure_roles(const model::Declared& declared, Scratch& scratch) {
  scratch.ensure_roles(declared.schema);
  scratch.ensure_roles(roles_of(declared));
}

std::optional<runtime::Connection> create(const model::Declared& declared, Scratch& scratch, Diagnostics& diagnostics) {
  ensure_roles(declared, scratch);
  runtime::Connection database = scratch.create_database("declared");
  const int version = database.server_version();
  const std::vector<Item> items = work_list(declared, version);
  if (!create_at_once(database, items)) {
    database = scratch.create_database("declared");
    const std::vector<Refusal> refusals = Passes(database, items).run();
    report(refusals, declared, version, diagnostics);
    if (!refusals.empty()) return std::nullopt;
  }
  const std::vector<Refusal> refusals = refused_bodies(database, declared);
  report(refusals, declared, version, diagnostics);
  if (!refusals.empty() || !check_patterns(database, declared, diagnostics)) return std::nullopt;
  return database;
}

catalog::Reading read_back(runtime::Connection& database, const model::Declared& declared) {
  catalog::Reading reading = read_scratch(database);
  forget_versions(declared.schema, reading.schema);
  fill_dumped_views(declared, reading.schema);
  return reading;
}

std::optional<catalog::Reading> elaborate(const model::Declared& declared, Scratch& scratch, Diagnostics& diagnostics) {
  std::optional<runtime::Connection> database = create(declared, scratch, diagnostics);
  if (!database) return std::nullopt;
  return read_back(*database, declared);
}

}  // namespace schemac::elaborate
