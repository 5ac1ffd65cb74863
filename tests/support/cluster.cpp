#include "support/cluster.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "server/account.hpp"
#include "server/cluster.hpp"
#include "server/postmaster.hpp"
#include "server/process.hpp"
#include "server/settings.hpp"
#include "server/url.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

constexpr std::chrono::seconds kPatience{60};

server::OwnFolder own_folder() {
  const auto account = server::server_account();
  return server::make_own_folder(server::base_folder({}, account, server::Lifetime::kRun), account);
}

std::vector<std::string> with_own(const std::vector<std::string>& own) {
  std::vector<std::string> all = server::private_settings();
  // What is said last holds.
  for (const char* setting : {"wal_level=replica", "synchronous_commit=on", "max_wal_senders=4", "max_connections=30"})
    all.emplace_back(setting);
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

}  // namespace

Cluster::Cluster(server::OwnFolder folder) : binaries_(server_binaries()), folder_(std::move(folder)) {}

Cluster::Cluster(std::vector<std::string> settings) : Cluster(own_folder()) {
  settings_ = std::move(settings);
  server::create_cluster(binaries_, data(), server::server_account());
  start();
}

Cluster::~Cluster() {
  try {
    crash();
  } catch (const std::exception&) {
    // The folder stops what still runs in it.
  }
}

std::unique_ptr<Cluster> Cluster::standby() const {
  std::unique_ptr<Cluster> copy(new Cluster(own_folder()));
  const std::string program = (binaries_.bin / "pg_basebackup").string();
  const server::Outcome outcome =
      server::run({{program, "-d", url(), "-D", copy->data().string(), "-R", "-X", "stream", "-c", "fast", "--no-sync"},
                   server::server_account()});
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.output);
  copy->start();
  return copy;
}

std::string Cluster::url() const { return server::socket_url(folder_.path(), "postgres"); }

void Cluster::start() {
  const std::filesystem::path log = folder_.path() / "log";
  const server::Image image(
      server::postgres_command(binaries_, data(), folder_.path(), with_own(settings_), server::server_account()));
  process_ = server::fork_child();
  if (process_ == 0) {
    if (std::freopen(log.c_str(), "a", stderr) == nullptr || ::dup2(2, 1) < 0) ::_exit(97);
    image.execute();
  }
  server::await_ready(data(), log, kPatience, [&](std::chrono::milliseconds pause) {
    ::usleep(static_cast<useconds_t>(pause.count() * 1000));
    return ::waitpid(process_, nullptr, WNOHANG) == process_;
  });
}

void Cluster::stop() {
  server::stop_postmaster(data(), server::Shutdown::kFast, kPatience);
  reap();
}

void Cluster::crash() {
  server::stop_postmaster(data(), server::Shutdown::kImmediate, kPatience);
  reap();
}

void Cluster::reap() {
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

}  // namespace schemac::tests
