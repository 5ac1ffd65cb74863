// How it is kept which columns hold secrets.
#pragma once

#include "model/secrets.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

/// One entry of Snapshot::secrets.
struct SecretEntry {
  model::ObjectId column;
  model::Secret kept{};

  bool operator==(const SecretEntry&) const = default;
};

template <>
struct WordsOf<model::Secret> {
  static constexpr std::array kWords = {
      std::pair{model::Secret::hashed, std::string_view("hashed")},
      std::pair{model::Secret::encrypted, std::string_view("encrypted")},
  };
};

template <>
struct FieldsOf<SecretEntry> {
  static constexpr std::string_view kCollection = "secrets";
  template <class V>
  static void visit(V& field) {
    field("column", &SecretEntry::column);
    field("kept", &SecretEntry::kept);
  }
};

}  // namespace schemac::snapshot
