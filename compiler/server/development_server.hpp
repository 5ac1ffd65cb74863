// The PostgreSQL that stays: one a project, its data below the project's state folder, running until somebody stops it.
// What `schemac db server` starts, and the database of whoever has configured none. Its data is safe from a crash of
// PostgreSQL and from kill -9, but not from a power cut: fsync is off.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "server/private_server.hpp"

namespace schemac::server {

struct DevelopmentServer {
  std::filesystem::path socket_folder;  // short, whatever the project's path is
  std::filesystem::path data;           // in the state folder, or where its account can reach it
  std::filesystem::path log;            // of its last start

  /// For libpq: the URL of one of its databases; creates none.
  std::string url(std::string_view database = "postgres") const;
};

/// The project's server if it is running. `state` is a folder of the server's own, `<project>/.schemac/server`.
std::optional<DevelopmentServer> running_development_server(const std::filesystem::path& state);

/// Starts the project's server and returns when it takes connections; if it is running, that one is it. Several may
/// call this at once. The server goes on when we end. Data made by another major keeps that major's binaries.
///
/// As root the server runs as another user (server_account). Where that user cannot enter `state` (a project below
/// /root), the data is in /var/lib/schemac and `state` has a link to it.
/// Throws BinariesNotFound, or ServerError with the end of the log.
DevelopmentServer start_development_server(const std::filesystem::path& state, const Options& options = {});

/// Stops the project's server and keeps its data; false when none was running. Throws ServerError when it does not
/// stop.
bool stop_development_server(const std::filesystem::path& state);

}  // namespace schemac::server
