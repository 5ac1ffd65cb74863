#include "support/pg_bouncer.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "/usr/sbin/pgbouncer";
constexpr const char* kSocket = ".s.PGSQL.6543";

[[noreturn]] void become_pooler(const std::string& settings) {
  if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(97);  // its words are of no interest
  const char* const file = settings.c_str();
  // It does not run as root.
  ::getuid() == 0 ? ::execl(kProgram, kProgram, "-q", "-u", "postgres", file, nullptr)
                  : ::execl(kProgram, kProgram, "-q", file, nullptr);
  ::_exit(97);
}

}  // namespace

PgBouncer::PgBouncer(const std::string& url, const std::string& mode, const std::string& settings) {
  fs::permissions(folder_.path(), fs::perms::all);
  std::string said = run_sql(url,
                             "SELECT format('%1$s = host=%2$s port=%3$s user=%4$s', current_database(), "
                             "trim('\"' FROM current_setting('unix_socket_directories')), current_setting('port'), "
                             "current_user)");
  database_ = said.substr(0, said.find(' '));
  const fs::path file = folder_.path() / "settings";
  std::ofstream(file) << "[databases]\n"
                      << said
                      << "[pgbouncer]\nauth_type = any\nlisten_addr =\nunix_socket_dir = " << folder_.path().string()
                      << "\nlisten_port = 6543\npool_mode = " << mode << "\n"
                      << settings;
  pid_ = ::fork();
  if (pid_ == 0) become_pooler(file.string());
  if (!eventually([&] { return fs::exists(folder_.path() / kSocket); }))
    throw std::runtime_error("PgBouncer does not start");
}

PgBouncer::~PgBouncer() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string PgBouncer::url() const {
  return "host='" + folder_.path().string() + "' port=6543 user=anybody dbname='" + database_ + "'";
}

}  // namespace schemac::tests
