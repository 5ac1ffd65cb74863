#include "server/cluster.hpp"

#include <fmt/format.h>
#include <locale.h>

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

}  // namespace

void create_cluster(const Binaries& binaries, const std::filesystem::path& data,
                    const std::optional<Account>& account) {
  const Command initdb{
      {(binaries.bin / "initdb").string(), "--pgdata=" + data.string(), fmt::format("--username={}", kSuperuser),
       "--auth=trust", "--encoding=UTF8", fmt::format("--locale={}", steady_locale()), "--no-sync",
       "--wal-segsize=1"},  // megabyte: 16 of zeros are most of the time of a copy
      account};
  const Outcome outcome = run(initdb);
  if (outcome.exit_code != 0) {
    throw ServerError(fmt::format("`initdb` of PostgreSQL {} failed with exit status {}{}", binaries.version,
                                  outcome.exit_code, last_lines(outcome.output)));
  }
}

}  // namespace schemac::server
