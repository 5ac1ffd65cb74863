// Dependencies in a snapshot. Most of them follow from the objects themselves: an index needs the columns of its keys,
// a table its namespace. Only what differs from that is kept, so that a diff of the file shows what is worth knowing.
#pragma once

#include <vector>

#include "model/schema.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

/// How the needs of one object differ from those that follow from its fields.
struct DependencyDifference {
  model::ObjectId object;
  std::vector<model::ObjectId> needs;  ///< More than follow.
  std::vector<model::ObjectId> lacks;  ///< Would follow and are not there.

  bool operator==(const DependencyDifference&) const = default;
};

/// The dependencies that follow from the objects of `schema`, whatever its own say.
[[nodiscard]] model::Dependencies implied_dependencies(const model::Schema& schema);

/// What is to be kept of `schema.dependencies`, sorted by object.
[[nodiscard]] std::vector<DependencyDifference> dependency_differences(const model::Schema& schema);

/// The inverse: what `schema.dependencies` were, from the objects of `schema` and what was kept.
[[nodiscard]] model::Dependencies dependencies_from(const model::Schema& schema,
                                                    const std::vector<DependencyDifference>& differences);

template <>
struct FieldsOf<DependencyDifference> {
  static constexpr std::string_view kCollection = "dependencies";
  template <class V>
  static void visit(V& field) {
    field("object", &DependencyDifference::object);
    field("needs", &DependencyDifference::needs);
    field("lacks", &DependencyDifference::lacks);
  }
};

template <>
struct WordsOf<model::Kind> {
  static constexpr std::array kWords = {
      std::pair{model::Kind::namespace_, std::string_view("namespace")},
      std::pair{model::Kind::extension, std::string_view("extension")},
      std::pair{model::Kind::enum_type, std::string_view("enum_type")},
      std::pair{model::Kind::sequence, std::string_view("sequence")},
      std::pair{model::Kind::function, std::string_view("function")},
      std::pair{model::Kind::table, std::string_view("table")},
      std::pair{model::Kind::column, std::string_view("column")},
      std::pair{model::Kind::primary_key, std::string_view("primary_key")},
      std::pair{model::Kind::unique, std::string_view("unique")},
      std::pair{model::Kind::check, std::string_view("check")},
      std::pair{model::Kind::exclusion, std::string_view("exclusion")},
      std::pair{model::Kind::index, std::string_view("index")},
      std::pair{model::Kind::foreign_key, std::string_view("foreign_key")},
      std::pair{model::Kind::trigger, std::string_view("trigger")},
      std::pair{model::Kind::policy, std::string_view("policy")},
  };
};

}  // namespace schemac::snapshot
