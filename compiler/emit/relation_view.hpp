// The relations of entities as templates see them: what they lead to, and over which columns.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// What relations say of an entity that another file may declare: where its row is, and what marks removed ones.
struct EntityName {
  std::string cpp_namespace;
  std::string row;
  std::string header;   ///< The schema header that declares it.
  std::string deleted;  ///< The column that marks removed rows; empty: none.
};
using EntityNames = std::map<model::QualifiedName, EntityName>;

/// `::eventide::Booking`
[[nodiscard]] std::string qualified_row(const std::string& cpp_namespace, const std::string& row);

[[nodiscard]] std::vector<View> relation_views(const EntitySpelling& entity, const EntityNames& names);

/// The rows that relations of these entities lead to, as groups of a namespace each, for forward declarations.
[[nodiscard]] std::vector<View> forward_groups(const std::vector<EntitySpelling>& entities, const EntityNames& names);

/// The schema headers of those rows.
[[nodiscard]] std::set<std::string> related_headers(const std::vector<EntitySpelling>& entities,
                                                    const EntityNames& names);

}  // namespace schemac::emit
