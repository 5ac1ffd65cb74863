#include "server/postmaster.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "server/error.hpp"
#include "server/url.hpp"

namespace schemac::server {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

bool same_file(const fs::path& left, const fs::path& right) {
  struct stat a {};
  struct stat b {};
  return ::stat(left.c_str(), &a) == 0 && ::stat(right.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

bool is_gone_within(const Postmaster& postmaster, const fs::path& data, std::chrono::seconds patience) {
  const auto deadline = Clock::now() + patience;
  while (is_alive(postmaster, data)) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

std::string end_of(const fs::path& log) {
  std::ifstream file(log);
  return last_lines({std::istreambuf_iterator<char>(file), {}});
}

// A list of folders, in which a comma separates and quotes protect: a folder with a space or a comma needs them.
std::string quoted(const std::string& folder) {
  std::string result = "\"";
  for (const char letter : folder) result.append(letter == '"' ? 2 : 1, letter);
  return result + "\"";
}

}  // namespace

std::optional<Postmaster> read_postmaster(const fs::path& data) {
  std::ifstream file(data / "postmaster.pid");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  // pid, data directory, start time, port, socket folder, listen address, shared memory, status
  if (lines.size() < 5) return std::nullopt;
  Postmaster postmaster;
  postmaster.pid = static_cast<pid_t>(std::strtol(lines[0].c_str(), nullptr, 10));
  if (postmaster.pid <= 1) return std::nullopt;
  postmaster.socket_folder = lines[4];
  postmaster.ready = lines.size() >= 8 && lines[7].starts_with("ready");
  return postmaster;
}

bool is_alive(const Postmaster& postmaster, const fs::path& data) {
  return same_file(fmt::format("/proc/{}/cwd", postmaster.pid), data);
}

void stop_postmaster(const fs::path& data, Shutdown how, std::chrono::seconds patience) {
  const auto postmaster = read_postmaster(data);
  if (!postmaster || !is_alive(*postmaster, data)) return;
  for (const int signal : {how == Shutdown::kFast ? SIGINT : SIGQUIT, SIGQUIT, SIGKILL}) {
    if (::kill(postmaster->pid, signal) != 0 && errno != ESRCH) {
      throw ServerError(
          fmt::format("cannot stop the server with process id {}: {}", postmaster->pid, std::strerror(errno)));
    }
    if (is_gone_within(*postmaster, data, patience)) return;
  }
  throw ServerError(fmt::format("the server with process id {} does not end", postmaster->pid));
}

void await_ready(const fs::path& data, const fs::path& log, std::chrono::seconds patience,
                 const std::function<bool(std::chrono::milliseconds)>& ended) {
  const auto deadline = Clock::now() + patience;
  while (!ended(std::chrono::milliseconds(5))) {
    // the file may still be of a server that died with it
    if (const auto now = read_postmaster(data); now && now->ready && is_alive(*now, data)) return;
    if (Clock::now() > deadline) {
      throw ServerError(
          fmt::format("PostgreSQL takes no connections after {} seconds{}", patience.count(), end_of(log)));
    }
  }
  throw ServerError(fmt::format("PostgreSQL did not start{}", end_of(log)));
}

Command postgres_command(const Binaries& binaries, const fs::path& data, const fs::path& socket_folder,
                         const std::vector<std::string>& settings, const std::optional<Account>& account) {
  Command command{{(binaries.bin / "postgres").string(), "-D", data.string()}, account};
  const auto set = [&](const std::string& setting) { command.argv.insert(command.argv.end(), {"-c", setting}); };
  set("listen_addresses=");
  set("unix_socket_directories=" + quoted(socket_folder.string()));
  set("unix_socket_permissions=0700");
  set(fmt::format("port={}", kPort));
  for (const std::string& setting : settings) set(setting);
  return command;
}

}  // namespace schemac::server
