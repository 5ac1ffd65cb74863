// Enumerations of C++ as enum types of PostgreSQL.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// The enum type of an enumeration.
[[nodiscard]] model::QualifiedName enum_type_of(const Draft& draft, EnumerationId enumeration);
/// The label of an enumerator: its name, or what `/// schemac: label …` says.
[[nodiscard]] std::string label_of(const Draft& draft, const Enumerator& enumerator);

/// Declares the enum types that columns use, with their labels, comments and renames.
void declare_enum_types(Draft& draft);

}  // namespace schemac::frontend
