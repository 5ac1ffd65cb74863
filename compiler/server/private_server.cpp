#include "server/private_server.hpp"

#include <utility>

#include "server/cluster.hpp"
#include "server/postmaster.hpp"
#include "server/settings.hpp"
#include "server/url.hpp"

namespace schemac::server {

namespace fs = std::filesystem;

PrivateServer PrivateServer::start(const Options& options) {
  Binaries binaries = find_binaries(options.binaries);
  const auto account = server_account(options.account);
  for (const fs::path& base : base_candidates(options.base, Lifetime::kRun)) remove_leftovers(base);
  OwnFolder folder = make_own_folder(base_folder(options.base, account, Lifetime::kRun), account);
  const fs::path data = folder.path() / "data";
  const Command command = postgres_command(binaries, data, folder.path(), private_settings(), account);
  Guardian guardian(std::move(folder), command);
  create_cluster(binaries, data, account);
  guardian.launch();
  await_ready(data, guardian.log(), options.patience, [&](auto pause) { return guardian.ended(pause); });
  return {std::move(binaries), std::move(guardian)};
}

PrivateServer::PrivateServer(Binaries binaries, Guardian guardian)
    : binaries_(std::move(binaries)), guardian_(std::move(guardian)) {}

std::string PrivateServer::url(std::string_view database) const { return socket_url(folder(), database); }

}  // namespace schemac::server
