// A pair of generated files as templates see it: everything that one schema header declares.
#pragma once

#include <string>
#include <vector>

#include "emit/output_names.hpp"
#include "emit/relation_view.hpp"
#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// What one schema header declares, in its order.
struct FileContent {
  OutputNames names;
  std::vector<const model::Enumeration*> enumerations;
  std::vector<EntitySpelling> entities;
};

/// @param enum_outputs the generated headers (relative to the output folder) of the enumerations that the file uses
/// @param related_outputs the same of the entities that its relations lead to
[[nodiscard]] View file_view(const FileContent& file, const std::vector<std::string>& enum_outputs,
                             const std::vector<std::string>& related_outputs, const EntityNames& names);

/// The namespace in which the file's generation is told: that of the first thing it declares.
[[nodiscard]] std::string generation_namespace(const FileContent& file);

}  // namespace schemac::emit
