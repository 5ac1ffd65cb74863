#include "cli/form.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "plan/online.hpp"
#include "sql/one_rewrite.hpp"

namespace schemac::cli {

void add_form_option(CLI::App& verb, bool& offline) {
  verb.add_flag("--offline", offline, "the short form, which locks tables while rows are looked at");
}

plan::Plan planned(const diff::Difference& difference, const Form& form, bool offline) {
  plan::Plan plan = plan::make(difference);
  if (!offline && form.online) plan = plan::online(plan, difference, form.lock_timeout);
  return sql::with_one_rewrite(std::move(plan), difference);
}

}  // namespace schemac::cli
