// The steps from one state to another: of each what is expected of it, and what PostgreSQL is measured doing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "diff/changes.hpp"
#include "model/renames.hpp"
#include "model/schema.hpp"
#include "plan/effects.hpp"
#include "plan/plan.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::tests {

/// A database with these statements in it, and two sessions of it.
struct State {
  explicit State(const std::string& sql);
  [[nodiscard]] model::Schema read();

  std::string url;
  runtime::Connection connection;
  runtime::Connection observer;
};

struct EffectLine {
  std::string step;  ///< Its description.
  plan::Effect expected;
  plan::Effect measured;
};

/// Of each step of the plan from `before` to `after`, in the order in which they are run, each by itself.
[[nodiscard]] std::vector<EffectLine> effect_lines(const std::string& before, const std::string& after, bool online,
                                                   const model::Renames& renames = {});

/// `nothing`, or what plan::describe() says.
[[nodiscard]] std::string said(const plan::Effect& effect);

}  // namespace schemac::tests
