// What PostgreSQL asks of whoever runs a statement: whether it can be part of a transaction, and what is left of it in
// the catalog when a run dies in the middle. The text alone says; no catalog is asked.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace schemac::sql {

enum class MannerKind : std::uint8_t {
  plain,         ///< Can be part of a transaction.
  session,       ///< SET and the like: no object, and no row, is changed.
  transaction,   ///< BEGIN, COMMIT …: a script has markers for that.
  builds_index,  ///< CREATE INDEX CONCURRENTLY of `object` on `relation`; `object` is empty where it has no name.
  drops_index,   ///< DROP INDEX CONCURRENTLY `object`.
  reindexes,     ///< REINDEX CONCURRENTLY of `relation`, an index or a table.
  detaches,      ///< ALTER TABLE `relation` DETACH PARTITION `object` CONCURRENTLY.
  alone,         ///< Cannot be in a transaction, and leaves nothing to be seen.
  may_commit,    ///< CALL and DO: they may end transactions themselves, and then cannot be in one.
};

struct Manner {
  MannerKind kind = MannerKind::plain;
  std::string object;  ///< As SQL spells it, here and in `relation`.
  std::string relation;

  bool operator==(const Manner&) const = default;
};

/// Looks at one statement. One that PostgreSQL 15's grammar does not know is `plain`.
[[nodiscard]] Manner manner_of(std::string_view statement);

/// The numbers of the parameters (`$1`) that a statement has.
[[nodiscard]] std::set<int> parameters_of(std::string_view statement);

}  // namespace schemac::sql
