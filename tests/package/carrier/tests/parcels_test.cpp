// What tests of a user's program look like, without a framework: each has a database of its own.
#include <cstdio>
#include <exception>
#include <schemac/runtime/connection.hpp>
#include <schemac/testing/database.hpp>

#include "generated/parcels.hpp"
#include "generated/schemac_factories.hpp"
#include "generated/schemac_migrations.hpp"

namespace {

std::int64_t count_after_one_more(const schemac::testing::Template& from) {
  const schemac::testing::TestDatabase database(from);
  schemac::runtime::Connection connection(database.url());
  if (carrier::factories::make_parcel(connection, {.address = "Elsewhere"}).address != "Elsewhere") return -1;
  return carrier::ParcelRepository(connection).count();
}

}  // namespace

int main() {
  using schemac::testing::Template;
  try {
    const Template from_folder = Template().migrations(MIGRATIONS);
    if (count_after_one_more(from_folder) != 1 || count_after_one_more(from_folder) != 1) return 1;
    if (count_after_one_more(Template().migrations(carrier::database::migrations())) != 1) return 2;
  } catch (const std::exception& error) {
    std::printf("%s\n", error.what());
    return 3;
  }
  std::puts("each had its own");
}
