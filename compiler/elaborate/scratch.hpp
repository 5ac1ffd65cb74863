// Where databases can be made and thrown away: a private server, or one that the user named with --server. Everything
// that asks PostgreSQL what a schema means asks it in databases of this.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/schema.hpp"
#include "schemac/runtime/connection.hpp"
#include "server/private_server.hpp"

namespace schemac::elaborate {

/// Several threads may make databases at once; each connection belongs to one.
class Scratch {
 public:
  /// Starts a private server. Throws what PrivateServer::start throws.
  explicit Scratch(const server::Options& options);
  /// Uses the server of that URL, whose user must be allowed to create databases. Throws runtime::Error.
  explicit Scratch(std::string url);
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  /// Drops what was created on a server that is not ours; stops the one that is.
  ~Scratch();

  /// A connection to a new, empty database made from template0, set up so that functions are created unchecked. The
  /// database lives as long as the Scratch. `hint` becomes part of its name.
  [[nodiscard]] runtime::Connection create_database(std::string_view hint);

  /// A second session in the database of that one.
  [[nodiscard]] runtime::Connection another_session(const runtime::Connection& database) const;

  /// Makes the roles that are missing, on a private server only: NOLOGIN, for nobody to use. On a server that the user
  /// named, a missing role stays missing and PostgreSQL says so.
  void ensure_roles(std::set<std::string> wanted);
  /// The same for all roles that `schema` names.
  void ensure_roles(const model::Schema& schema);

 private:
  std::optional<server::PrivateServer> private_;
  std::string url_;
  std::mutex mutex_;  ///< For what follows.
  std::unique_ptr<runtime::Connection> admin_;
  std::vector<std::string> created_;
};

}  // namespace schemac::elaborate
