// `schemac db push`: a verb of `db`, in a file of its own.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/globals.hpp"

namespace schemac::cli {

void add_push(CLI::App& db, Globals& globals, Run& run);

}  // namespace schemac::cli
