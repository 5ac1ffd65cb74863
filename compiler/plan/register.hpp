// Which steps do what to which objects, by number: what all rules of order look things up in.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "diff/descent.hpp"
#include "plan/footprint.hpp"
#include "plan/order.hpp"

namespace schemac::plan {

/// A step with its footprint.
struct Draft {
  DraftStep step;
  Footprint print;
};

using Numbers = std::vector<std::size_t>;

/// Which steps do what to an object. Numbers are those of the drafts in their tie-break order.
struct Register {
  std::map<model::ObjectId, std::size_t> made;
  std::map<model::ObjectId, std::size_t> gone;
  std::map<model::ObjectId, Numbers> altered;
  std::map<model::ObjectId, Numbers> ends;    ///< After which the object needs no more what it needed.
  std::map<model::ObjectId, Numbers> begins;  ///< From which on it needs what it will need.
};

/// Enters all `drafts`. `before` is the state after the renames, `descent` of the ties between tables that last.
[[nodiscard]] Register entered(const std::vector<Draft>& drafts, const model::Schema& before,
                               const diff::Descent& descent);

template <class F>
void for_each_number(const std::map<model::ObjectId, Numbers>& steps, const model::ObjectId& id, F&& f) {
  const auto found = steps.find(id);
  if (found == steps.end()) return;
  for (const std::size_t number : found->second) f(number);
}

template <class F>
void for_number(const std::map<model::ObjectId, std::size_t>& steps, const model::ObjectId& id, F&& f) {
  if (const auto found = steps.find(id); found != steps.end()) f(found->second);
}

template <class F>
void for_each_need(const model::Dependencies& needs, const model::ObjectId& id, F&& f) {
  const auto found = needs.find(id);
  if (found == needs.end()) return;
  for (const model::ObjectId& need : found->second) f(need);
}

}  // namespace schemac::plan
