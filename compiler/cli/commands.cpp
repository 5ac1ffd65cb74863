#include "cli/commands.hpp"

#include <fmt/format.h>

#include "catalog/read.hpp"
#include "cli/bad_call.hpp"
#include "plan/plan.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/migration/deploy_lock.hpp"
#include "server/error.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

void explain(const runtime::Error& error, Code code, const std::string& hint, Diagnostics& diagnostics) {
  Diagnostic& diagnostic = diagnostics.error(code, {}, error.what());
  if (!error.detail().empty()) diagnostic.notes.push_back({{}, error.detail()});
  diagnostic.hint = error.hint().empty() ? hint : error.hint();
}

}  // namespace

void add_plan_options(CLI::App& verb, RenameOptions& renames, std::string& server_url) {
  CLI::Option* const rename =
      verb.add_option("--rename", renames.renames, "OLD=NEW: what was renamed, as users.last_name=family_name")
          ->check(two_sides("users.last_name=family_name"));
  verb.add_flag("--no-renames", renames.none, "what looks like a rename is a drop and a create")->excludes(rename);
  verb.add_option("--server", server_url, "a scratch server instead of a private one: a postgres:// URL");
}

void explain_exception(Diagnostics& diagnostics) {
  try {
    throw;
  } catch (const FileError& error) {
    diagnostics.error(Code::output_unwritable, {}, error.what());
  } catch (const server::BinariesNotFound& error) {
    diagnostics.error(Code::no_server, {}, error.what());
  } catch (const server::ServerError& error) {
    diagnostics.error(Code::no_server, {}, error.what());
  } catch (const catalog::ServerTooOld& error) {
    diagnostics.error(Code::server_too_old, {}, error.what());
  } catch (const catalog::ChangedWhileRead& error) {
    diagnostics.error(Code::busy, {}, error.what()).hint = "try again when nobody changes them";
  } catch (const runtime::migration::DeployLockBusy& error) {
    diagnostics.error(Code::busy, {}, error.what()).hint = "`--wait SECONDS` waits longer";
  } catch (const runtime::migration::PoolerBetween& error) {
    diagnostics.error(Code::pooler_between, {}, error.what()).hint =
        "give the URL of the server itself, not of the pooler: `direct_url` beside `url` in schemac.toml";
  } catch (const runtime::UndefinedDatabase& error) {
    explain(error, Code::connection_failed, "`schemac db create` creates it", diagnostics);
  } catch (const runtime::AuthenticationFailure& error) {
    explain(error, Code::connection_failed, "user and password are part of the URL, or in ~/.pgpass", diagnostics);
  } catch (const runtime::ConnectionFailure& error) {
    explain(error, Code::connection_failed, {}, diagnostics);
  } catch (const runtime::InvalidUrl& error) {
    explain(error, Code::connection_failed, "as in postgres://user@host/database", diagnostics);
  } catch (const runtime::Error& error) {
    explain(error, Code::sql_rejected, {}, diagnostics);
  } catch (const std::filesystem::filesystem_error& error) {
    diagnostics.error(Code::output_unwritable, {}, error.what());
  }
}

Run reporting(const Globals& globals, std::function<int(Diagnostics&)> command) {
  return reporting([&globals](const Diagnostics& diagnostics) { report(globals, diagnostics); }, std::move(command));
}

Run reporting(std::function<void(const Diagnostics&)> tell, std::function<int(Diagnostics&)> command) {
  return [tell = std::move(tell), command = std::move(command)] {
    Diagnostics diagnostics;
    int status = kFailed;
    try {
      status = command(diagnostics);
    } catch (const std::exception&) {
      explain_exception(diagnostics);
    }
    tell(diagnostics);
    return status;
  };
}

}  // namespace schemac::cli
