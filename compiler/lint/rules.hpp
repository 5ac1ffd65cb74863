// The rules: each looks at the whole schema for one thing (a file holds those of one subject) and adds its findings, in
// the order of the objects.
#pragma once

#include <string>
#include <vector>

#include "lint/lint.hpp"
#include "model/declared.hpp"
#include "model/schema.hpp"

namespace schemac::lint {

struct Finding {
  Code code{};
  model::ObjectId object;
  std::string message;  ///< As of diagnostics.
  std::string hint;
};

struct Subject {
  const model::Schema& schema;
  const model::Declared& declared;
  const Options& options;
};

using Findings = std::vector<Finding>;
using Rule = void (*)(const Subject& subject, Findings& findings);

// Indexes
void unindexed_foreign_keys(const Subject& subject, Findings& findings);
void redundant_indexes(const Subject& subject, Findings& findings);
// Keys and constraints
void keyless_tables(const Subject& subject, Findings& findings);
void narrow_keys(const Subject& subject, Findings& findings);
void mixed_key_types(const Subject& subject, Findings& findings);
void nullable_uniques(const Subject& subject, Findings& findings);
void unvalidated_constraints(const Subject& subject, Findings& findings);
// Columns
void column_types(const Subject& subject, Findings& findings);
void serial_columns(const Subject& subject, Findings& findings);
// Tables
void table_traits(const Subject& subject, Findings& findings);
void rewrite_rules(const Subject& subject, Findings& findings);
// Views
void select_stars(const Subject& subject, Findings& findings);
void views_past_policies(const Subject& subject, Findings& findings);
// Rights
void loose_search_paths(const Subject& subject, Findings& findings);
void idle_policies(const Subject& subject, Findings& findings);
void tables_without_policy(const Subject& subject, Findings& findings);
void settings_as_text(const Subject& subject, Findings& findings);
void grants_to_all(const Subject& subject, Findings& findings);
// Names
void quoted_names(const Subject& subject, Findings& findings);
void house_names(const Subject& subject, Findings& findings);

}  // namespace schemac::lint
