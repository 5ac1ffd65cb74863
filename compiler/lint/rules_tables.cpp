// Tables that keep less, or hold less, than one would think.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace schemac::lint {

void table_traits(const Subject& subject, Findings& findings) {
  for (const auto& [id, table] : subject.schema.tables) {
    if (!table.inherits.empty())
      findings.push_back({Code::table_inheritance, id,
                          fmt::format("{} inherits: keys of its parents do not hold for it", describe(id)),
                          "partitions, or a reference"});
    if (table.unlogged)
      findings.push_back({Code::unlogged_table, id,
                          fmt::format("{} is UNLOGGED: it is empty after a crash, and on standbys", describe(id)),
                          "leave UNLOGGED out wherever the rows matter"});
  }
}

void rewrite_rules(const Subject& subject, Findings& findings) {
  for (const auto& [id, object] : subject.schema.scripted) {
    if (id.kind != model::Kind::rule) continue;
    findings.push_back({Code::rewrite_rule, id,
                        fmt::format("{} rewrites queries before they are planned", describe(id)), "use a trigger"});
  }
}

}  // namespace schemac::lint
