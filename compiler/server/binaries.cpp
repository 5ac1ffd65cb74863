#include "server/binaries.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <system_error>

#include "server/error.hpp"
#include "server/process.hpp"

namespace schemac::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHowToGet =
    "\nhint: on Debian and Ubuntu `apt install postgresql` brings them (the folder of the binaries can be configured), "
    "or `--server URL` names a scratch server that is already running";

// <parent>/<prefix>*/<bin>, which is how packagers put several majors side by side.
void add_siblings(const fs::path& parent, std::string_view prefix, const char* bin, std::vector<fs::path>& folders) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    if (entry.path().filename().string().starts_with(prefix)) folders.push_back(entry.path() / bin);
  }
}

void add_path_variable(std::vector<fs::path>& folders) {
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    if (folder.starts_with('/')) folders.emplace_back(folder);  // a relative one depends on where somebody stands
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
  }
}

bool is_program(const fs::path& path) { return fs::is_regular_file(path) && ::access(path.c_str(), X_OK) == 0; }

// The folder where `postgres` really is, when `initdb` is there too: PATH often holds a link to one program only.
std::optional<fs::path> real_folder(const fs::path& folder) {
  std::error_code error;
  const fs::path postgres = fs::canonical(folder / "postgres", error);
  if (error) return std::nullopt;
  for (const fs::path& bin : {postgres.parent_path(), folder}) {
    if (is_program(bin / "postgres") && is_program(bin / "initdb")) return bin;
  }
  return std::nullopt;
}

// "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)", also 18devel and 17beta1
std::optional<Binaries> ask_version(const fs::path& bin) {
  const Outcome outcome = run({{(bin / "postgres").string(), "--version"}, std::nullopt});
  constexpr std::string_view kName = "(PostgreSQL) ";
  const std::size_t place = outcome.output.find(kName);
  if (outcome.exit_code != 0 || place == std::string::npos) return std::nullopt;
  Binaries found{bin, 0, outcome.output.substr(place + kName.size())};
  found.version.erase(found.version.find_last_not_of('\n') + 1);
  const char* end = found.version.data() + found.version.size();
  if (std::from_chars(found.version.data(), end, found.major).ec != std::errc{}) return std::nullopt;
  return found;
}

std::string listed(const std::vector<Binaries>& found) {
  std::string list;
  for (const Binaries& one : found) {
    list += fmt::format("{}{} in `{}`", list.empty() ? "" : ", ", one.version, one.bin.string());
  }
  return list;
}

Binaries configured_binaries(const Wanted& wanted) {
  const auto found = installations({wanted.bin, wanted.bin / "bin"});
  if (found.empty()) {
    throw BinariesNotFound(
        fmt::format("the configured folder `{}` holds no `postgres` and `initdb` that run\nhint: name the folder that "
                    "`pg_config --bindir` prints, or remove the setting to have it found",
                    wanted.bin.string()));
  }
  if (found.front().major < kOldestMajor || (wanted.major != 0 && found.front().major != wanted.major)) {
    throw BinariesNotFound(
        fmt::format("the configured folder holds PostgreSQL {}, but {} is needed", listed(found),
                    wanted.major != 0 ? std::to_string(wanted.major) : fmt::format("{} or newer", kOldestMajor)));
  }
  return found.front();
}

}  // namespace

std::vector<fs::path> candidate_folders() {
  std::vector<fs::path> folders;
  add_siblings("/usr/lib/postgresql", "", "bin", folders);          // Debian, Ubuntu
  add_siblings("/usr", "pgsql-", "bin", folders);                   // packages of postgresql.org for Red Hat
  add_siblings("/usr/libexec", "postgresql", "", folders);          // Alpine
  add_siblings("/opt/homebrew/opt", "postgresql", "bin", folders);  // Homebrew on Apple's processors
  add_siblings("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin", folders);
  add_siblings("/usr/local/opt", "postgresql", "bin", folders);  // and on Intel's
  for (const char* folder : {"/usr/local/pgsql/bin", "/usr/bin"}) folders.emplace_back(folder);
  add_path_variable(folders);
  return folders;
}

std::vector<Binaries> installations(const std::vector<fs::path>& folders) {
  std::vector<fs::path> real;
  for (const fs::path& folder : folders) {
    if (const auto bin = real_folder(folder)) real.push_back(*bin);
  }
  std::sort(real.begin(), real.end());
  real.erase(std::unique(real.begin(), real.end()), real.end());
  std::vector<Binaries> found;
  for (const fs::path& bin : real) {
    if (auto one = ask_version(bin)) found.push_back(std::move(*one));
  }
  std::stable_sort(found.begin(), found.end(), [](const Binaries& a, const Binaries& b) { return a.major > b.major; });
  return found;
}

Binaries find_binaries(const Wanted& wanted) {
  if (!wanted.bin.empty()) return configured_binaries(wanted);
  const auto found = installations(candidate_folders());
  for (const Binaries& one : found) {
    if (wanted.major == 0 ? one.major >= kOldestMajor : one.major == wanted.major) return one;
  }
  const std::string needed =
      wanted.major != 0 ? std::to_string(wanted.major) : fmt::format("{} or newer", kOldestMajor);
  throw BinariesNotFound(
      fmt::format("no binaries of PostgreSQL {} on this machine ({}){}", needed,
                  found.empty() ? "neither in the usual places nor in PATH" : "there is " + listed(found), kHowToGet));
}

}  // namespace schemac::server
