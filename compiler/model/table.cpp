#include "model/table.hpp"

#include <algorithm>

namespace schemac::model {

const Column* Table::find_column(const std::string& column) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == column; });
  return found == columns.end() ? nullptr : &*found;
}

ObjectId column_id(const QualifiedName& table, const std::string& column) {
  return {Kind::column, table.schema, table.name, column};
}

}  // namespace schemac::model
