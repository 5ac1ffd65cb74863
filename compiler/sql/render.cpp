#include "sql/render.hpp"

namespace schemac::sql {

Statements statements(const diff::Change& change) {
  return std::visit([](const auto& alternative) { return render(alternative); }, change);
}

}  // namespace schemac::sql
