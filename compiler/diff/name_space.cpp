#include "diff/name_space.hpp"

namespace schemac::diff {
namespace {

using model::Kind;

bool is_in_pg_class(Kind kind) {
  static const std::set<Kind> kKinds = {Kind::table,       Kind::foreign_table, Kind::view,   Kind::materialized_view,
                                        Kind::sequence,    Kind::index,         Kind::unique, Kind::composite_type,
                                        Kind::primary_key, Kind::exclusion};
  return kKinds.count(kind) != 0;
}

bool is_in_pg_type(Kind kind) {
  static const std::set<Kind> kKinds = {Kind::table,     Kind::foreign_table,  Kind::view,   Kind::materialized_view,
                                        Kind::enum_type, Kind::composite_type, Kind::domain, Kind::range_type};
  return kKinds.count(kind) != 0;
}

bool is_in_pg_proc(Kind kind) { return kind == Kind::function || kind == Kind::aggregate; }

bool share_names(Kind one, Kind other) {
  return (is_in_pg_class(one) && is_in_pg_class(other)) || (is_in_pg_type(one) && is_in_pg_type(other)) ||
         (is_in_pg_proc(one) && is_in_pg_proc(other));
}

}  // namespace

std::optional<model::ObjectId> name_holder(const model::Schema& schema, const model::ObjectId& id) {
  std::optional<model::ObjectId> holder;
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [other, object] : objects) {
      const bool same_name = other.name == id.name && other.schema == id.schema && other != id;
      if (same_name && share_names(other.kind, id.kind)) holder = other;
    }
  });
  return holder;
}

}  // namespace schemac::diff
