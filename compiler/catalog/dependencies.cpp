// pg_depend holds edges between numbers. Those between objects of ours become dependencies; what stands between them
// and is none of ours (an array type, the row type of a table, an operator class of an extension, a domain) is walked
// through, so that an index whose operator class belongs to an extension needs the extension. Some catalogs hold parts
// of an object of ours: it needs what they need.
#include <optional>
#include <unordered_set>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

using Edges = std::unordered_map<Address, std::vector<Address>, AddressHash>;
using Seen = std::unordered_set<Address, AddressHash>;

Address read_address(Fields& fields) {
  const Oid catalog = fields.oid();
  const Oid object = fields.oid();
  return {catalog, object, static_cast<std::int32_t>(fields.integer())};
}

/// Whether `part` is a piece of `whole`: a member of an operator class or family, of a publication, a column or a
/// constraint of a foreign table.
bool is_part_of(const Address& part, const Address& whole, const Addresses& addresses) {
  switch (part.catalog) {
    case kPgAmop:
    case kPgAmproc:
      return whole.catalog == kPgOpclass || whole.catalog == kPgOpfamily;
    case kPgPublicationRel:
    case kPgPublicationNamespace:
      return whole.catalog == kPgPublication;
    case kPgConstraint: {
      const auto table = addresses.find({whole.catalog, whole.object, 0});
      return table != addresses.end() && table->second.kind == model::Kind::foreign_table;
    }
    default:
      return false;
  }
}

/// The foreign table of which `address` is a column; else nothing.
std::optional<Address> foreign_table_of(const Address& address, const Addresses& addresses) {
  if (address.catalog != kPgClass || address.column == 0) return std::nullopt;
  const Address whole{address.catalog, address.object, 0};
  const auto table = addresses.find(whole);
  const bool foreign = table != addresses.end() && table->second.kind == model::Kind::foreign_table;
  return foreign ? std::optional(whole) : std::nullopt;
}

Edges read_edges(Source& source, const Addresses& addresses) {
  Edges edges;
  const auto rows = source.rows(queries::kDependencies);
  edges.reserve(rows.size());
  for (Fields fields : rows) {
    const Address dependent = read_address(fields);
    const Address need = read_address(fields);
    edges[dependent].push_back(need);
    if (is_part_of(dependent, need, addresses)) edges[{need.catalog, need.object, 0}].push_back(dependent);
    if (const auto table = foreign_table_of(dependent, addresses)) edges[*table].push_back(need);
  }
  return edges;
}

class Walk {
 public:
  Walk(const Edges& edges, const Addresses& addresses) : edges_(edges), addresses_(addresses) {}

  /// The objects of ours that `from` leads to, through any number of objects that are not.
  std::set<model::ObjectId> needs_of(const Address& from) {
    seen_.clear();
    found_.clear();
    follow(from);
    return std::move(found_);
  }

 private:
  void follow(const Address& from) {
    const auto out = edges_.find(from);
    if (out == edges_.end()) return;
    for (const Address& to : out->second) visit(to);
  }

  void visit(const Address& to) {
    if (const auto ours = addresses_.find(to); ours != addresses_.end()) {
      found_.insert(ours->second);
      return;
    }
    if (!seen_.insert(to).second) return;
    follow(to);
    // A column of a relation that is not ours (a view's, say) is there only with the relation.
    if (to.column != 0) visit({to.catalog, to.object, 0});
  }

  const Edges& edges_;
  const Addresses& addresses_;
  Seen seen_;
  std::set<model::ObjectId> found_;
};

}  // namespace

void read_dependencies(Source& source, Draft& draft) {
  const Edges edges = read_edges(source, draft.addresses);
  Walk walk(edges, draft.addresses);
  for (const auto& [address, id] : draft.addresses) {
    std::set<model::ObjectId> needs = walk.needs_of(address);
    needs.erase(id);
    if (!needs.empty()) draft.schema.dependencies[id].merge(needs);
  }
}

}  // namespace schemac::catalog
