// How owners and privileges are kept: as lists beside the objects.
#pragma once

#include "model/rights.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::Grant> {
  template <class V>
  static void visit(V& field) {
    field("role", &model::Grant::role);
    field("owner", &model::Grant::owner);
    field("privilege", &model::Grant::privilege);
    field("grantable", &model::Grant::grantable);
    field("grantor", &model::Grant::grantor);
  }
};

template <>
struct FieldsOf<model::Withheld> {
  template <class V>
  static void visit(V& field) {
    field("owner", &model::Withheld::owner);
    field("privilege", &model::Withheld::privilege);
  }
};

template <>
struct FieldsOf<model::Grants> {
  template <class V>
  static void visit(V& field) {
    field("given", &model::Grants::given);
    field("withheld", &model::Grants::withheld);
  }
};

template <>
struct FieldsOf<model::DefaultPrivileges> {
  static constexpr std::string_view kCollection = "default_privileges";
  template <class V>
  static void visit(V& field) {
    field("role", &model::DefaultPrivileges::role);
    field("schema", &model::DefaultPrivileges::schema);
    field("objects", &model::DefaultPrivileges::objects);
    field("grants", &model::DefaultPrivileges::grants);
  }
};

/// One entry of model::Schema::owners.
struct OwnerEntry {
  model::ObjectId object;
  std::string role;

  bool operator==(const OwnerEntry&) const = default;
};

/// One entry of model::Schema::grants.
struct GrantsEntry {
  model::ObjectId object;
  model::Grants grants;

  bool operator==(const GrantsEntry&) const = default;
};

template <>
struct FieldsOf<OwnerEntry> {
  static constexpr std::string_view kCollection = "owners";
  template <class V>
  static void visit(V& field) {
    field("object", &OwnerEntry::object);
    field("role", &OwnerEntry::role);
  }
};

template <>
struct FieldsOf<GrantsEntry> {
  static constexpr std::string_view kCollection = "grants";
  template <class V>
  static void visit(V& field) {
    field("object", &GrantsEntry::object);
    field("grants", &GrantsEntry::grants);
  }
};

}  // namespace schemac::snapshot
