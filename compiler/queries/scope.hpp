// What the names of one level of a query mean: the sources of its FROM, with what joins do to their columns. A column
// is said to be not NULL only where that is sure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "queries/relations.hpp"

namespace schemac::queries {

/// One item of a FROM, by the name that it goes by.
struct Source {
  std::string name;
  std::optional<GivenColumns> columns;  ///< Nothing: nobody here can tell them.
};

enum class JoinKind { inner, left, right, full };

struct Scope {
  std::vector<Source> sources;
  GivenColumns all;      ///< What `*` means, where `is_known`.
  bool is_known = true;  ///< Whether all columns of all sources are.
  bool is_named = true;  ///< Whether the names of all sources are.
  const Scope* outer = nullptr;
};

[[nodiscard]] Scope scope_of(Source source);

/// What `left, right` and `left CROSS JOIN right` give.
void add(Scope& left, Scope right);

/// @param merged the columns of USING, or those of both by NATURAL: they are there once, first
void join(Scope& left, Scope right, JoinKind kind, const std::vector<std::string>& merged);

/// The names that both have.
[[nodiscard]] std::vector<std::string> shared_names(const Scope& left, const Scope& right);

/// Whether `name`, or `qualifier.name`, is not NULL; outer levels are looked into where none here has the name.
[[nodiscard]] bool is_not_null(const Scope& scope, const std::string& name);
[[nodiscard]] bool is_not_null(const Scope& scope, const std::string& qualifier, const std::string& name);

/// Whether it is surely a name of this very level.
[[nodiscard]] bool has(const Scope& scope, const std::vector<std::string>& names);

}  // namespace schemac::queries
