#include "model/routine_name.hpp"

namespace schemac::model {

// From the end, where quotes are balanced.
std::size_t arguments_begin(std::string_view routine) {
  bool quoted = false;
  int depth = 0;
  for (std::size_t at = routine.size(); at-- > 0;) {
    const char c = routine[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ')') ++depth;
    if (depth == 0) return routine.size();
    if (c == '(' && --depth == 0) return at;
  }
  return routine.size();
}

std::string without_arguments(std::string_view routine) {
  return std::string(routine.substr(0, arguments_begin(routine)));
}

}  // namespace schemac::model
