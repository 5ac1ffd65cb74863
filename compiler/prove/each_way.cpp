#include "prove/each_way.hpp"

#include <fmt/format.h>

#include "elaborate/read_scratch.hpp"
#include "prove/prove.hpp"

namespace schemac::prove {

std::optional<std::vector<catalog::Reading>> each_way(const std::vector<Ways>& history, elaborate::Scratch& scratch,
                                                      Diagnostics& diagnostics) {
  for (const Ways& ways : history) {
    scratch.ensure_roles(roles_in(*ways.up));
    scratch.ensure_roles(roles_in(*ways.down));
  }
  runtime::Connection database = scratch.create_database("each_way");
  std::vector<catalog::Reading> states{elaborate::read_scratch(database)};
  for (const Ways& ways : history) {
    if (!run_script(database, *ways.up, fmt::format("the way up of `{}`", ways.name), Code::migration_failed,
                    diagnostics))
      return std::nullopt;
    states.push_back(elaborate::read_scratch(database));
  }
  for (std::size_t i = history.size(); i-- > 0;) {
    const Ways& ways = history[i];
    if (!run_script(database, *ways.down, fmt::format("the way down of `{}`", ways.name), Code::proof_failed,
                    diagnostics))
      return std::nullopt;
    const catalog::Reading returned = elaborate::read_scratch(database);
    if (!demand_equal(states[i].schema, returned.schema, Code::proof_failed, ways.place,
                      fmt::format("the way down of `{}` does not return to the former state", ways.name), diagnostics))
      return std::nullopt;
  }
  return states;
}

}  // namespace schemac::prove
