// The C++ names of what a database has: those that the headers gave already, and new ones that no compiler, no naming
// rule and no generated code stumbles over.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/declared.hpp"
#include "pull/references.hpp"
#include "pull/sayable.hpp"
#include "pull/types.hpp"

namespace schemac::pull {

using Namespaces = std::vector<std::string>;

/// An entity or enumeration.
struct CppName {
  std::string name;
  Namespaces namespaces;
  std::string header;  ///< Relative to the project; empty: none has it yet.
};

struct Names {
  std::map<model::QualifiedName, CppName> entities;                           ///< By table.
  std::map<model::QualifiedName, CppName> enums;                              ///< By enum type.
  std::map<model::QualifiedName, std::map<std::string, std::string>> labels;  ///< Enumerators by enum type and label.
  std::map<model::ObjectId, std::string> fields;                              ///< C++ members by column.
};

/// The namespace of what is new.
[[nodiscard]] Names choose_names(const model::Schema& schema, const model::Declared& declared,
                                 const References& references, const Forms& forms, const Namespaces& namespaces);

/// Whether an enumeration can stand for the type: in the project's default schema, under a name that the naming rule
/// gives back, with labels that a comment can say.
[[nodiscard]] bool can_say(const model::EnumType& type, const Forms& forms);

/// How `name` is called inside of `from`: as it is, or with its namespaces.
[[nodiscard]] std::string seen_from(const Namespaces& from, const CppName& name);

}  // namespace schemac::pull
