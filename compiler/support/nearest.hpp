// What somebody may have meant who misspelled a name.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace schemac {

/// The name among `known` that is nearest to `name`, if one is near enough to be meant.
[[nodiscard]] std::optional<std::string> nearest(const std::string& name, const std::vector<std::string>& known);

}  // namespace schemac
