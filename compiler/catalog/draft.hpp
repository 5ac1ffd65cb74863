// What one reading has gathered so far: the schema, and PostgreSQL's numbers of what is in it.
#pragma once

#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "catalog/addresses.hpp"
#include "model/schema.hpp"

namespace schemac::catalog {

/// Numbers of objects, as the oid[] that queries take.
class OidArray {
 public:
  void add(Oid oid) {
    text_ += text_.size() == 1 ? "" : ",";
    text_ += std::to_string(oid);
  }
  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

struct Draft {
  model::Schema schema;
  Addresses addresses;
  std::unordered_map<Oid, model::QualifiedName> relation_names;  ///< Of the relations that are read.
  OidArray namespaces;                                           ///< Those in scope.
  OidArray tables;                                               ///< Those that are read.
  OidArray relations;                                            ///< These tables, views and materialized views.

  /// Adds an object to its collection, known by its address.
  template <class K>
  void put(Oid catalog, Oid oid, K object) {
    addresses.insert_or_assign(Address{catalog, oid}, object.id());
    model::for_each_kind(schema, [&object](auto& objects) {
      if constexpr (std::is_same_v<typename std::decay_t<decltype(objects)>::value_type, K>) {
        objects.put(std::move(object));
      }
    });
  }
};

}  // namespace schemac::catalog
