// The settings that our servers run with, as "name=value"; said on the command line, so that no file can differ.
// https://www.postgresql.org/docs/15/runtime-config.html
#pragma once

#include <string>
#include <vector>

namespace schemac::server {

/// For a server whose data lives for seconds and whose catalog must read the same on every machine.
std::vector<std::string> private_settings();

/// For the development server: as quick as one can be that survives kill -9 with every committed transaction, though
/// not a power cut.
std::vector<std::string> development_settings();

}  // namespace schemac::server
