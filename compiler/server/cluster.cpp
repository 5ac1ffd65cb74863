#include "server/cluster.hpp"

#include <fmt/format.h>
#include <locale.h>

#include <string>
#include <vector>

#include "server/cluster_cache.hpp"
#include "server/error.hpp"
#include "server/process.hpp"
#include "server/url.hpp"

namespace schemac::server {
namespace {

const char* steady_locale() {
  const locale_t locale = ::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
  if (locale == nullptr) return "C";
  ::freelocale(locale);
  return "C.UTF-8";
}

std::vector<std::string> initdb_options() {
  return {fmt::format("--username={}", kSuperuser),
          "--auth=trust",
          "--encoding=UTF8",
          fmt::format("--locale={}", steady_locale()),
          "--no-sync",
          "--wal-segsize=1"};  // a megabyte: the usual 16 are a third of what a copy has to write
}

}  // namespace

void create_cluster(const Binaries& binaries, const std::filesystem::path& data,
                    const std::optional<Account>& account) {
  const std::vector<std::string> options = initdb_options();
  const auto cache = ClusterCache::of(binaries, options);
  if (cache && cache->restore(data, account)) return;
  Command initdb{{(binaries.bin / "initdb").string(), "--pgdata=" + data.string()}, account};
  initdb.argv.insert(initdb.argv.end(), options.begin(), options.end());
  const Outcome outcome = run(initdb);
  if (outcome.exit_code != 0) {
    throw ServerError(fmt::format("`initdb` of PostgreSQL {} failed with exit status {}{}", binaries.version,
                                  outcome.exit_code, last_lines(outcome.output)));
  }
  if (cache) cache->store(data);
}

}  // namespace schemac::server
