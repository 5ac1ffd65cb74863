#include "cli/target.hpp"

#include "cli/project.hpp"
#include "server/development_server.hpp"

namespace schemac::cli {

std::filesystem::path server_folder(const Config& config) { return state_folder(config) / "server"; }

std::optional<std::string> url_of_environment(const Config& config, const Environment& environment,
                                              Diagnostics& diagnostics) {
  if (environment.url) return resolve_url(*environment.url, environment.place, diagnostics);
  return server::start_development_server(server_folder(config), server_options(config)).url(config.name);
}

std::optional<Target> find_target(const Config& config, const std::string& environment, Diagnostics& diagnostics) {
  const std::optional<Environment> found = find_environment(config, environment, diagnostics);
  if (!found) return std::nullopt;
  const std::optional<std::string> url = url_of_environment(config, *found, diagnostics);
  if (!url) return std::nullopt;
  return Target{*found, *url};
}

std::optional<Target> find_direct_target(const Config& config, const std::string& environment,
                                         Diagnostics& diagnostics) {
  std::optional<Environment> found = find_environment(config, environment, diagnostics);
  if (!found) return std::nullopt;
  if (!found->direct_url) return find_target(config, environment, diagnostics);
  const std::optional<std::string> url = resolve_url(*found->direct_url, found->place, diagnostics);
  if (!url) return std::nullopt;
  return Target{*found, *url};
}

}  // namespace schemac::cli
