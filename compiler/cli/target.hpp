// The database that a command works on: the one of --env, or the project's embedded server where no URL is configured.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/config.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

struct Target {
  Environment environment;
  std::string url;
};

/// The URL of an environment. One without a URL is the project's embedded server, which is started when it is not
/// running. Throws server::ServerError.
[[nodiscard]] std::optional<std::string> url_of_environment(const Config& config, const Environment& environment,
                                                            Diagnostics& diagnostics);

/// The environment of --env and its URL.
[[nodiscard]] std::optional<Target> find_target(const Config& config, const std::string& environment,
                                                Diagnostics& diagnostics);

/// The same, past a pooler: `direct_url` where the environment has one.
[[nodiscard]] std::optional<Target> find_direct_target(const Config& config, const std::string& environment,
                                                       Diagnostics& diagnostics);

/// Where the embedded server of a project keeps its data.
[[nodiscard]] std::filesystem::path server_folder(const Config& config);

}  // namespace schemac::cli
