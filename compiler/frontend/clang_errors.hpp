// Errors of clang as diagnostics of ours: its text, its place and its notes. Every error stops the compile, because
// clang repairs what it does not understand (an unknown type becomes `int`) and goes on.
#pragma once

#include "frontend/translation_unit.hpp"

namespace schemac::frontend {

/// Reports every error of the unit.
void report_clang_errors(const clang::Parsed& parsed, Paths& paths, Diagnostics& diagnostics);

}  // namespace schemac::frontend
