// Every migration of a history there and back: from nothing, each way up in its order, then each way down, and after
// each of them the state that was there before.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "catalog/read.hpp"
#include "elaborate/scratch.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::prove {

struct Ways {
  std::string name;  ///< `0001_initial`
  const sql::Script* up = nullptr;
  const sql::Script* down = nullptr;
  Place place;  ///< For what is wrong with it as a whole.
};

/// The states between the migrations: the first is that of an empty database, one more than there are migrations. A
/// statement that fails, and a way down that does not return, become diagnostics; nothing then.
[[nodiscard]] std::optional<std::vector<catalog::Reading>> each_way(const std::vector<Ways>& history,
                                                                    elaborate::Scratch& scratch,
                                                                    Diagnostics& diagnostics);

}  // namespace schemac::prove
