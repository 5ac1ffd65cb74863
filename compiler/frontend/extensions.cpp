#include "frontend/extensions.hpp"

namespace schemac::frontend {

std::string need_extension(Draft& draft, const std::string& name, const Place& because) {
  model::Extension extension{name, draft.options.default_schema, {}};
  auto& extensions = draft.declared.schema.extensions;
  if (extensions.find(extension.id()) == nullptr) put(draft, extensions, std::move(extension), because, name);
  return draft.options.default_schema;
}

}  // namespace schemac::frontend
