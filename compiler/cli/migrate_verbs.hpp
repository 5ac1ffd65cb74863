// The verbs of `migrate` beside those that carry it out; each adds itself to the command line from a file of its name.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/globals.hpp"

namespace schemac::cli {

void add_migrate_new(CLI::App& migrate, Globals& globals, Run& run);
void add_migrate_repair(CLI::App& migrate, Globals& globals, Run& run);
void add_migrate_verify(CLI::App& migrate, Globals& globals, Run& run);
void add_migrate_baseline(CLI::App& migrate, Globals& globals, Run& run);
void add_migrate_embed(CLI::App& migrate, Globals& globals, Run& run);
void add_migrate_squash(CLI::App& migrate, Globals& globals, Run& run);
void add_migrate_rebase(CLI::App& migrate, Globals& globals, Run& run);

}  // namespace schemac::cli
