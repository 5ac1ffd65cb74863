// What CREATE OR REPLACE FUNCTION must find unchanged, and what it may change: the head of a definition, up to its
// language. https://www.postgresql.org/docs/15/sql-createfunction.html#SQL-CREATEFUNCTION-NOTES
#pragma once

#include "model/function.hpp"

namespace schemac::diff {

/// Whether CREATE OR REPLACE leads from `before` to `after`, which have the same name and types of arguments. It may
/// name an argument that had no name, add defaults and change them; it cannot rename an argument, take a default away,
/// change what is returned, or make a window function of another.
[[nodiscard]] bool can_replace(const model::Function& before, const model::Function& after);

/// Whether a call with as many arguments may mean either, which have the same name and other types of arguments: then
/// it depends on which of them are there what it means. https://www.postgresql.org/docs/15/typeconv-func.html
[[nodiscard]] bool may_be_confused(const model::Function& one, const model::Function& other);

}  // namespace schemac::diff
