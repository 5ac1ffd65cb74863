// Which form a plan takes: online, the default, or the short one of --offline and of `[policy] online = false`.
#pragma once

#include <string>

#include "plan/plan.hpp"

namespace CLI {
class App;
}

namespace schemac::cli {

struct Form {
  bool online = true;
  std::string lock_timeout = "3s";  ///< As PostgreSQL writes it; see plan::online().
};

/// --offline, for the verbs that plan: it sets `offline`.
void add_form_option(CLI::App& verb, bool& offline);

/// The plan of the difference. Throws plan::CannotPlan.
[[nodiscard]] plan::Plan planned(const diff::Difference& difference, const Form& form, bool offline);

}  // namespace schemac::cli
