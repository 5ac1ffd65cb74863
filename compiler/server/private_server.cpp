#include "server/private_server.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "server/cluster.hpp"
#include "server/error.hpp"
#include "server/postmaster.hpp"
#include "server/url.hpp"

namespace schemac::server {
namespace {

namespace fs = std::filesystem;

std::string end_of(const fs::path& log) {
  std::ifstream file(log);
  return last_lines({std::istreambuf_iterator<char>(file), {}});
}

void await_ready(const Guardian& guardian, const fs::path& data, std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    if (guardian.ended(std::chrono::milliseconds(5))) {
      throw ServerError(fmt::format("the private server did not start{}", end_of(guardian.log())));
    }
    if (const auto postmaster = read_postmaster(data); postmaster && postmaster->ready) return;
    if (std::chrono::steady_clock::now() > deadline) {
      throw ServerError(fmt::format("the private server takes no connections after {} seconds{}", patience.count(),
                                    end_of(guardian.log())));
    }
  }
}

}  // namespace

PrivateServer PrivateServer::start(const Options& options) {
  Binaries binaries = find_binaries(options.binaries);
  const auto account = server_account(options.account);
  const fs::path base = base_folder(options.base, account);
  remove_leftovers(base);
  OwnFolder folder = make_own_folder(base, account);
  const fs::path data = folder.path / "data";
  const Command command = postgres_command(binaries, data, folder.path, private_settings(), account);
  Guardian guardian(std::move(folder), command);
  create_cluster(binaries, data, account);
  guardian.launch();
  await_ready(guardian, data, options.patience);
  return {std::move(binaries), std::move(guardian)};
}

PrivateServer::PrivateServer(Binaries binaries, Guardian guardian)
    : binaries_(std::move(binaries)), guardian_(std::move(guardian)) {}

std::string PrivateServer::url(std::string_view database) const { return socket_url(folder(), database); }

}  // namespace schemac::server
