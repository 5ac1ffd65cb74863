// Starts like a service does: first its database, then its work.
#include <cstdio>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/migration/at_start.hpp>

#include "generated/parcels.hpp"
#include "generated/schemac_migrations.hpp"

int main(int count, char** arguments) {
  if (count < 2) return 2;
  try {
    const int applied = schemac::runtime::migration::deploy(arguments[1], carrier::database::migrations());
    std::printf("%d applied\n", applied);
    schemac::runtime::Connection connection(arguments[1]);
    carrier::ParcelRepository(connection).insert({.address = "\"Somewhere\" 7"});
  } catch (const schemac::runtime::Error& error) {
    std::printf("%s\n", error.what());
    return 1;
  }
}
