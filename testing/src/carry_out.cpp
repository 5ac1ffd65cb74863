// The steps of a template, carried out on the database that is to become it.
#include <fmt/format.h>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/migration/at_start.hpp"
#include "server.hpp"
#include "sql/quote.hpp"

namespace schemac::testing::detail {
namespace {

/// What PostgreSQL says of a role that is missing names no way out.
std::string hint(const runtime::Error& error) {
  const bool of_a_role = error.message().starts_with("role \"") && error.sqlstate() == "42704";
  if (of_a_role) return "\n  hint: a role is the server's; `Template().role(…)` in front makes it";
  return error.hint().empty() ? std::string() : "\n  hint: " + error.hint();
}

[[noreturn]] void refuse(const std::string& place, const runtime::Error& error) {
  throw SetupError(fmt::format("{}: {}{}", place, error.what(), hint(error)));
}

void run_migrations(const std::string& url, const std::vector<runtime::migration::Migration>& migrations) {
  try {
    runtime::migration::deploy(url, migrations);
  } catch (const runtime::migration::MigrationFailed& error) {
    const runtime::migration::Statement& statement = error.statement();
    const std::string migration = fmt::format("migration `{}`", error.line().folder());
    refuse(statement.file.empty() ? migration : fmt::format("{}, {}:{}", migration, statement.file, statement.line),
           error);
  } catch (const runtime::Error& error) {
    refuse("the migrations", error);
  }
}

/// The line that a position of PostgreSQL's, in characters from 1, is in.
std::size_t line_of(std::string_view text, int position) {
  std::size_t line = 1;
  int characters = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U && ++characters >= position) break;
    if (c == '\n') ++line;
  }
  return line;
}

void run_sql(const std::string& url, const Template::Step& step) {
  try {
    runtime::Connection(url).execute_unchecked_sql(step.sql);
  } catch (const runtime::Error& error) {
    refuse(error.position() > 0 ? fmt::format("{}:{}", step.name, line_of(step.sql, error.position())) : step.name,
           error);
  }
}

}  // namespace

void Server::carry_out(const Template::Step& step, const std::string& database) {
  if (!step.role.empty()) {
    // IF NOT EXISTS is not to be had for roles, and another process may be about the same one.
    run(fmt::format(
        "DO $role$ BEGIN CREATE ROLE {} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN END "
        "$role$",
        sql::identifier(step.role)));
  } else if (!step.migrations.empty()) {
    run_migrations(url(database), step.migrations);
  } else {
    run_sql(url(database), step);
  }
}

}  // namespace schemac::testing::detail
