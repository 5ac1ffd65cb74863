// Reading a live database: what PostgreSQL's own catalog says, as a model::Schema. Every state that is compared (a live
// database, a replayed history, an elaborated schema) comes through this one door, so that two states differ only where
// PostgreSQL says so. Texts (types, expressions, definitions) are PostgreSQL's own spelling with an empty search_path;
// nothing is parsed here to be judged. Owners and privileges are read of everything; what of them counts where one side
// says nothing is the comparison's business.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace schemac::runtime {
class Connection;
}

namespace schemac::catalog {

/// Which part of a database is managed.
struct Scope {
  /// The namespaces (PostgreSQL's schemas) to read; empty: all that users made. Never read, even when named: `pg_*`,
  /// `information_schema`, `schemac` (the history) and namespaces that belong to an extension.
  std::vector<std::string> namespaces;
};

/// Something that is there and that the model has no word for: it is named, never dropped and never compared.
struct Unmodelled {
  std::string kind;  ///< In PostgreSQL's words: `view`, `partitioned table`, `replica identity`.
  std::string name;  ///< As SQL would name it: `public.active_users`, `"weekly report" on public.users`.

  auto operator<=>(const Unmodelled&) const = default;
};

struct Reading {
  model::Schema schema;
  std::vector<Unmodelled> unmodelled;  ///< Sorted by kind, then name.
  int server_version = 0;              ///< As server_version_num: 150020.
};

/// The server is older than PostgreSQL 13; what() says which it is.
class ServerTooOld : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Somebody made, changed or dropped objects each time that they were read.
class ChangedWhileRead : public std::runtime_error {
 public:
  ChangedWhileRead();
};

/// Reads what is in scope, in one REPEATABLE READ, READ ONLY transaction with fixed settings; nothing of it stays
/// behind in the session. No rights are needed beyond CONNECT: pg_catalog is readable by all. The extension `plpgsql`,
/// which every database is born with, is left out.
///
/// PostgreSQL spells definitions from what is there now, not from the transaction's snapshot
/// (https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-INFO-CATALOG): where objects changed meanwhile,
/// all is read again, up to five times; then ChangedWhileRead is thrown.
///
/// Throws what the runtime throws when the connection fails, and when a server older than PostgreSQL 13 is met
/// ServerTooOld. `connection` must not be in a transaction.
[[nodiscard]] Reading read(runtime::Connection& connection, const Scope& scope);

}  // namespace schemac::catalog
