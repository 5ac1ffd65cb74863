// What a running PostgreSQL writes about itself into its data directory, and how one is told to stop. No libpq: the
// file says the same, and it says it before anybody can connect.
// https://www.postgresql.org/docs/15/storage-file-layout.html (postmaster.pid), src/include/utils/pidfile.h
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/account.hpp"
#include "server/binaries.hpp"
#include "server/process.hpp"

namespace schemac::server {

struct Postmaster {
  pid_t pid = 0;
  std::filesystem::path socket_folder;
  bool ready = false;  // takes connections
};

/// What postmaster.pid in the data directory says; nothing when there is none or it is half written. It may be of a
/// server that is long dead: see `is_alive`.
std::optional<Postmaster> read_postmaster(const std::filesystem::path& data);

/// Is this process the server of this data directory, and not another program that was given the same id since? A
/// server works in its data directory, which Linux tells in /proc/<pid>/cwd.
bool is_alive(const Postmaster& postmaster, const std::filesystem::path& data);

/// How a server is told to stop: https://www.postgresql.org/docs/15/server-shutdown.html
enum class Shutdown {
  kFast,       // ends the sessions, writes everything out
  kImmediate,  // for data that nobody wants any more
};

/// Stops the server of this data directory, if one runs, and waits until it is gone; one that does not obey within
/// `patience` is killed. Throws ServerError when it may not be stopped or survives even that.
void stop_postmaster(const std::filesystem::path& data, Shutdown how, std::chrono::seconds patience);

/// Returns when the server of this data directory takes connections. `ended` pauses for as long as it is told and says
/// whether the server has ended. Throws ServerError with the end of the log when it has, or after `patience`; stops
/// nothing then.
void await_ready(const std::filesystem::path& data, const std::filesystem::path& log, std::chrono::seconds patience,
                 const std::function<bool(std::chrono::milliseconds)>& ended);

/// The command that runs a server in the foreground, on a socket in `socket_folder` and on no network address.
/// `settings` (settings.hpp) win over postgresql.conf.
Command postgres_command(const Binaries& binaries, const std::filesystem::path& data,
                         const std::filesystem::path& socket_folder, const std::vector<std::string>& settings,
                         const std::optional<Account>& account);

}  // namespace schemac::server
