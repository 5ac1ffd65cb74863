#include "server/development_server.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>

#include "server/cluster.hpp"
#include "server/error.hpp"
#include "server/lock.hpp"
#include "server/own_folder.hpp"
#include "server/postmaster.hpp"
#include "server/settings.hpp"
#include "server/short_name.hpp"
#include "server/url.hpp"

namespace schemac::server {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{30};

fs::path log_of(const fs::path& state) { return state / "log"; }

// Never the state folder's spelling: `a/../b` and a link to it are one project.
fs::path resolved(const fs::path& state) { return fs::weakly_canonical(fs::absolute(state)); }

// Whatever our umask is: the account must pass through a folder of ours, and others stay out of its own.
void make_folder(const fs::path& folder, const std::optional<Account>& account, fs::perms mode) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, mode, error);
  if (error) throw ServerError(fmt::format("cannot create the folder `{}`: {}", folder.string(), error.message()));
  hand_over(folder, account);
}

constexpr fs::perms kPassable{0755};
constexpr fs::perms kClosed{0700};

// The folder that `data` is in: the state folder, unless the server's account cannot get there.
fs::path home_of(const fs::path& state, const std::optional<Account>& account) {
  if (can_reach(account, state, X_OK)) return state;
  const fs::path all = "/var/lib/schemac";
  make_folder(all, std::nullopt, kPassable);
  make_folder(all / short_name(state.string()), std::nullopt, kPassable);
  return all / short_name(state.string());
}

// Made beside its place and renamed, so that an interrupted initdb leaves nothing that looks like a data directory.
fs::path make_data(const fs::path& state, const Binaries& binaries, const std::optional<Account>& account) {
  const fs::path home = home_of(state, account);
  const fs::path fresh = home / "new";
  fs::remove_all(fresh);
  make_folder(fresh, account, kClosed);
  create_cluster(binaries, fresh / "data", account);
  if (home != state) {  // what was there belonged to a state folder that somebody removed, and is removed with it
    stop_postmaster(home / "data", Shutdown::kImmediate, kPatience);
    fs::remove_all(home / "data");
  }
  fs::remove(state / "data");  // a link to what somebody has removed
  fs::rename(fresh / "data", home / "data");
  fs::remove_all(fresh);
  if (home != state) fs::create_directory_symlink(home / "data", state / "data");
  return home / "data";
}

Binaries binaries_for(const fs::path& data, Wanted wanted) {
  std::ifstream file(data / "PG_VERSION");
  if (!(file >> wanted.major)) {
    throw ServerError(fmt::format("`{}` is no data directory of PostgreSQL\nhint: remove it to begin with an empty one",
                                  data.string()));
  }
  try {
    return find_binaries(wanted);
  } catch (const BinariesNotFound& missing) {
    throw BinariesNotFound(
        fmt::format("PostgreSQL {} made the data in `{}`, and only it can read it: {}\nhint: without "
                    "the data, remove that folder to begin with an empty one",
                    wanted.major, data.string(), missing.what()));
  }
}

// A container gives the same few process ids again and again, and PostgreSQL refuses to start where any process has the
// id of the former server. Its parent's id, ours, it takes for a dead one, and goes on to what tells for certain:
// whether sessions of the former server still use its shared memory (CreateLockFile in
// src/backend/utils/init/miscinit.c).
void disown_former_postmaster(const fs::path& data) {
  std::ifstream former(data / "postmaster.pid");
  std::string pid;
  if (!std::getline(former, pid)) return;
  const std::string rest{std::istreambuf_iterator<char>(former), {}};
  std::ofstream(data / "postmaster.pid") << ::getpid() << '\n' << rest;
}

pid_t detach(const Command& command, const fs::path& log) {
  const Image image(command);
  const pid_t child = fork_child();
  if (child == 0) {
    ::setsid();  // the terminal's Ctrl-C and hang-up are not for it
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600), STDOUT_FILENO);
    ::dup2(STDOUT_FILENO, STDERR_FILENO);
    image.execute();
  }
  return child;
}

}  // namespace

std::string DevelopmentServer::url(std::string_view database) const { return socket_url(socket_folder, database); }

std::optional<DevelopmentServer> running_development_server(const fs::path& state) {
  std::error_code missing;
  const fs::path data = fs::canonical(state / "data", missing);
  if (missing) return std::nullopt;
  const auto postmaster = read_postmaster(data);
  if (!postmaster || !postmaster->ready || !listens(postmaster->socket_folder)) return std::nullopt;
  return DevelopmentServer{postmaster->socket_folder, data, log_of(resolved(state))};
}

DevelopmentServer start_development_server(const fs::path& given, const Options& options) {
  const fs::path state = resolved(given);
  make_folder(state, std::nullopt, kPassable);
  const Lock starting = Lock::take(state / "lock");
  if (auto running = running_development_server(state)) return *running;
  std::ofstream(state / ".gitignore") << "*\n";

  const auto account = server_account(options.account);
  const bool is_new = !fs::exists(state / "data");
  const fs::path data =
      is_new ? make_data(state, find_binaries(options.binaries), account) : fs::canonical(state / "data");
  const Binaries binaries = binaries_for(data, options.binaries);
  stop_postmaster(data, Shutdown::kFast, kPatience);  // one that is half up, or has lost its socket
  disown_former_postmaster(data);

  const fs::path socket_folder =
      base_folder(options.base, account, Lifetime::kLasting) / ("d-" + short_name(state.string()));
  fs::remove_all(socket_folder);  // the lock file of the former socket, which names a process as well
  make_folder(socket_folder, account, kClosed);
  const pid_t server =
      detach(postgres_command(binaries, data, socket_folder, development_settings(), account), log_of(state));
  await_ready(data, log_of(state), options.patience, [server](std::chrono::milliseconds pause) {
    std::this_thread::sleep_for(pause);
    return ::waitpid(server, nullptr, WNOHANG) != 0;
  });
  return {socket_folder, data, log_of(state)};
}

bool stop_development_server(const fs::path& given) {
  const fs::path state = resolved(given);
  if (!fs::exists(state / "data")) return false;
  const Lock stopping = Lock::take(state / "lock");
  const auto running = running_development_server(state);
  stop_postmaster(fs::canonical(state / "data"), Shutdown::kFast, kPatience);
  if (running) fs::remove_all(running->socket_folder);
  return running.has_value();
}

}  // namespace schemac::server
