#include "run.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "aftermath.hpp"
#include "session.hpp"

namespace schemac::runtime::migration {
namespace {

using std::chrono::milliseconds;

/// Whether the same batch may well succeed when it is run again: it did not get a lock, or lost against another
/// transaction.
bool passes(const std::string& sqlstate) {
  return sqlstate == "55P03" /* lock_not_available */ || sqlstate == "40P01" /* deadlock_detected */ ||
         sqlstate == "40001" /* serialization_failure */;
}

/// Doubles, and differs from deployer to deployer, so that two that were in each other's way are not so again.
milliseconds pause_before(int attempt) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  const auto longest = milliseconds(200) * (1 << std::min(attempt, 7));
  return longest / 2 + milliseconds(random() % static_cast<unsigned>(longest.count() / 2));
}

/// The statements, many in one string. What sets something decides how the words behind it are read: it ends its own.
std::vector<std::string> joined(const std::vector<Statement>& statements) {
  constexpr std::size_t kEnough = 100;
  std::vector<std::string> messages(1);
  std::size_t count = 0;
  for (const Statement& statement : statements) {
    messages.back().append(statement.text).append("\n;\n");  // a line of its own: a comment may end the text
    if (++count < kEnough && statement.manner != Manner::session) continue;
    messages.emplace_back();
    count = 0;
  }
  if (messages.back().empty()) messages.pop_back();
  return messages;
}

std::size_t index(int number) { return static_cast<std::size_t>(number); }

}  // namespace

Run::Run(const Site& site, Applied line, Record record)
    : connection_(site.connection),
      options_(site.options),
      line_(std::move(line)),
      record_(record),
      watch_(site.url, site.connection.backend_pid(), site.on_event) {}

void Run::carry_out(const Script& script) {
  if (script.batches.empty()) return write(connection_, line_);
  while (line_.batches_done < line_.batches_total) {
    const Batch& batch = script.batches.at(index(line_.batches_done));
    if (batch.walk) {
      walk(batch);
    } else {
      with_retries([&] { attempt(batch); });
    }
  }
}

void Run::attempt(const Batch& batch) {
  if (batch.transaction && runs_joined(batch)) return;
  if (batch.transaction) return in_transaction(batch);
  connection_.execute_unchecked_sql(fresh_settings(connection_, options_.lock_timeout));
  one_by_one(batch);
}

void Run::in_transaction(const Batch& batch) {
  const Applied next = after_batch();
  Transaction transaction(connection_, fresh_settings(connection_, options_.lock_timeout));
  write(transaction, next);  // first, while nothing has changed role or search path
  for (const Statement& statement : batch.statements) execute(transaction, statement, statement.text);
  commit(transaction, batch.statements.back());
  line_ = next;
}

/// The whole batch, many statements a message; false: nothing of it stands, for one of them failed.
bool Run::runs_joined(const Batch& batch) {
  if (record_ != Record::nothing || !options_.joins_statements) return false;
  Transaction transaction(connection_, fresh_settings(connection_, options_.lock_timeout));
  try {
    for (const std::string& message : joined(batch.statements)) transaction.execute_unchecked_sql(message);
    transaction.commit();
  } catch (const ConnectionFailure&) {
    throw;
  } catch (const Error&) {
    return false;
  }
  line_ = after_batch();
  return true;
}

void Run::one_by_one(const Batch& batch) {
  const auto is_setting = [](const Statement& statement) { return statement.manner == Manner::session; };
  const int batches_done = line_.batches_done;
  for (std::size_t i = 0; i < batch.statements.size() && line_.batches_done == batches_done; ++i) {
    const Statement& statement = batch.statements[i];
    if (is_setting(statement)) {
      execute(connection_, statement, statement.text);
      continue;
    }
    if (i < index(line_.statements_done)) continue;
    Applied next = line_;
    next.statements_done = static_cast<int>(i) + 1;
    next.statement_begun = false;
    const auto rest = batch.statements.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    if (std::all_of(rest, batch.statements.end(), is_setting)) next = after_batch();
    statement.manner == Manner::plain ? with_its_line(statement, next) : by_itself(statement, next);
  }
  if (line_.batches_done > batches_done) return;
  line_ = after_batch();  // nothing but settings
  write(connection_, line_);
}

void Run::with_its_line(const Statement& statement, const Applied& next) {
  Transaction transaction(connection_);
  write(transaction, next);
  execute(transaction, statement, statement.text);
  commit(transaction, statement);
  line_ = next;
}

void Run::by_itself(const Statement& statement, const Applied& next) {
  const UnlimitedWait unlimited(connection_, options_.lock_timeout);
  const bool so_already = is_done(connection_, statement);
  if (line_.statement_begun && so_already) {
    tell(Event::Kind::repairing, "the statement that a run has ended in was carried out: going on behind it",
         &statement);
  } else {
    // What is so already without us is for the server to refuse, and must not be taken for our own work later.
    if (!line_.statement_begun && !so_already) {
      line_.statement_begun = true;
      write(connection_, line_);
    }
    send(statement);
  }
  write(connection_, next);
  line_ = next;
}

void Run::send(const Statement& statement) {
  const auto on_repair = [&](const std::string& what) { tell(Event::Kind::repairing, what, &statement); };
  clear_the_way(connection_, statement, on_repair);
  const std::string ending = ending_of(connection_, statement);
  try {
    execute(connection_, statement, ending.empty() ? statement.text : ending);
  } catch (const MigrationFailed&) {
    clear_the_way(connection_, statement, on_repair);  // an invalid index would be kept up to date by every write
    throw;
  }
}

void Run::execute(Executor& executor, const Statement& statement, const std::string& sql,
                  const std::vector<std::optional<std::string>>& parameters) {
  watch_.tell({Event::Kind::statement, {}, &statement});
  const Watched watched(watch_, statement);
  try {
    if (parameters.empty()) return executor.execute_unchecked_sql(sql);
    executor.query_unchecked_sql(sql, parameters);
  } catch (const ConnectionFailure&) {
    throw;
  } catch (const Error& error) {
    throw failure(statement, error);
  }
}

void Run::commit(Transaction& transaction, const Statement& last) {
  try {
    transaction.commit();
  } catch (const ConnectionFailure&) {
    throw;
  } catch (const Error& error) {  // a constraint that waited for the commit
    throw failure(last, error);
  }
}

void Run::with_retries(const std::function<void()>& batch) {
  std::optional<std::chrono::steady_clock::time_point> deadline;
  for (int attempt = 1;; ++attempt) {
    try {
      return batch();
    } catch (MigrationFailed& failed) {
      const auto now = std::chrono::steady_clock::now();
      if (!deadline) deadline = now + detail::countable(options_.retry_for);
      failed.set_attempts(attempt);
      const milliseconds pause = pause_before(attempt);
      if (!passes(failed.sqlstate()) || now + pause > *deadline) throw;
      const std::string who = watch_.blockers();
      tell(Event::Kind::retrying,
           failed.message() + (who.empty() ? "" : ", because of " + who) + "; attempt " + std::to_string(attempt + 1) +
               " follows in " + std::to_string(pause.count()) + " ms",
           &failed.statement());
      std::this_thread::sleep_for(pause);
    }
  }
}

void Run::write(Executor& executor, const Applied& line) const {
  if (record_ == Record::nothing) return;
  const bool at_end = line.batches_done == line.batches_total;
  at_end&& record_ == Record::progress_then_none ? forget(executor, line.number) : record(executor, line);
}

void Run::tell(Event::Kind kind, std::string text, const Statement* statement) {
  watch_.tell({kind, std::move(text), statement});
}

Applied Run::after_batch() const {
  Applied next = line_;
  ++next.batches_done;
  next.statements_done = 0;
  next.statement_begun = false;
  next.walk_cursor.clear();
  next.walk_rows = 0;
  return next;
}

MigrationFailed Run::failure(const Statement& statement, const Error& error) const { return {statement, error, line_}; }

}  // namespace schemac::runtime::migration
