// The vocabulary of schemas: the one header that schema headers include. Entities written with it are C++20 that any
// compiler accepts; schemac reads them with libclang and never runs them, so the words carry no values: they exist to
// be completed, checked and underlined by the editor. It includes nothing of the standard library, so that a parse of a
// thousand entities stays well under a second. The reference of all words is docs/schema-language.md.
#pragma once

#include "columns.hpp"      // IWYU pragma: export
#include "constraints.hpp"  // IWYU pragma: export
#include "indexes.hpp"      // IWYU pragma: export
#include "options.hpp"      // IWYU pragma: export
#include "relations.hpp"    // IWYU pragma: export
#include "table.hpp"        // IWYU pragma: export
