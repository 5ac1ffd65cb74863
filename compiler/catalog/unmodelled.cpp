#include <algorithm>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

void append(const runtime::TextResult& rows, std::vector<Unmodelled>& unmodelled) {
  for (Fields fields : rows) unmodelled.push_back({.kind = fields.text(), .name = fields.text()});
}

}  // namespace

std::vector<Unmodelled> read_unmodelled(Source& source, const Draft& draft) {
  std::vector<Unmodelled> unmodelled;
  append(source.rows(queries::kUnmodelled, {draft.namespaces.text()}), unmodelled);
  append(source.rows(queries::kUnmodelledParts, {draft.tables.text()}), unmodelled);
  std::ranges::sort(unmodelled);
  return unmodelled;
}

}  // namespace schemac::catalog
