#include "plan/mentions.hpp"

#include "diff/tokens.hpp"

namespace schemac::plan {

std::set<std::string> names_in_body(const model::Function& function) {
  std::set<std::string> names;
  for (const diff::Token& token : diff::tokenize(function.definition)) {
    const auto body = diff::constant_in(token);
    if (!body) continue;
    for (const diff::Token& inner : diff::tokenize(*body)) {
      if (auto name = diff::name_in(inner)) names.insert(std::move(*name));
    }
  }
  return names;
}

bool has_parsed_body(const model::Function& function) {
  // As pg_get_functiondef writes it: attributes are indented, the body is not, and a quoted one begins with AS.
  return function.definition.find("\nBEGIN ATOMIC") != std::string::npos ||
         function.definition.find("\nRETURN ") != std::string::npos;
}

}  // namespace schemac::plan
