// What a database has of the things that a contract names, read in one round trip. Nothing is judged here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schemac/runtime/contract.hpp"
#include "schemac/runtime/executor.hpp"

namespace schemac::runtime::detail {

/// A type of a column. Where that is a domain, `base` is what lies beneath it: the wire has the base type's values.
struct FoundType {
  std::uint32_t oid = 0;
  std::string spelling;  ///< With its modifiers.
  std::uint32_t base = 0;
  std::string base_spelling;
  std::string base_name;  ///< Without its schema.
};

struct FoundColumn {
  std::string name;
  FoundType type;
  bool not_null = false;  ///< By itself, or by its domain.
  bool filled = false;    ///< There is a value where an INSERT gives none: a default, an identity, an expression.
  bool always = false;    ///< An INSERT may give none: GENERATED ALWAYS.
};

/// A unique index that ON CONFLICT can go by.
struct FoundKey {
  std::vector<std::string> columns;  ///< One that is an expression is empty.
  bool partial = false;
};

struct FoundConstraint {
  std::string name;
  ConstraintKind kind{};
};

struct FoundTable {
  char kind = '\0';       ///< Of pg_class.relkind; '\0': there is none of that name.
  bool may_fill = false;  ///< A trigger sees rows before they are inserted.
  std::vector<FoundColumn> columns;
  std::vector<FoundKey> keys;
  std::vector<FoundConstraint> constraints;
};

struct FoundEnum {
  bool exists = false;
  std::vector<std::string> labels;
};

struct Facts {
  std::vector<FoundTable> tables;                           ///< As those of the contract.
  std::vector<FoundEnum> enums;                             ///< As those of the contract.
  std::map<std::string, std::uint32_t, std::less<>> types;  ///< By the contract's spelling; 0: there is none.
};

/// @throws Error as PostgreSQL answers
Facts read_facts(Executor& executor, const Contract& contract);

}  // namespace schemac::runtime::detail
