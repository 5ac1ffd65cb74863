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
      std::pair{model::Kind::composite_type, std::string_view("composite_type")},
      std::pair{model::Kind::domain, std::string_view("domain")},
      std::pair{model::Kind::view, std::string_view("view")},
      std::pair{model::Kind::materialized_view, std::string_view("materialized_view")},
      std::pair{model::Kind::default_privileges, std::string_view("default_privileges")},
      std::pair{model::Kind::language, std::string_view("language")},
      std::pair{model::Kind::access_method, std::string_view("access_method")},
      std::pair{model::Kind::foreign_data_wrapper, std::string_view("foreign_data_wrapper")},
      std::pair{model::Kind::server, std::string_view("server")},
      std::pair{model::Kind::user_mapping, std::string_view("user_mapping")},
      std::pair{model::Kind::collation, std::string_view("collation")},
      std::pair{model::Kind::range_type, std::string_view("range_type")},
      std::pair{model::Kind::aggregate, std::string_view("aggregate")},
      std::pair{model::Kind::operator_, std::string_view("operator")},
      std::pair{model::Kind::operator_family, std::string_view("operator_family")},
      std::pair{model::Kind::operator_class, std::string_view("operator_class")},
      std::pair{model::Kind::cast, std::string_view("cast")},
      std::pair{model::Kind::transform, std::string_view("transform")},
      std::pair{model::Kind::conversion, std::string_view("conversion")},
      std::pair{model::Kind::text_search_parser, std::string_view("text_search_parser")},
      std::pair{model::Kind::text_search_template, std::string_view("text_search_template")},
      std::pair{model::Kind::text_search_dictionary, std::string_view("text_search_dictionary")},
      std::pair{model::Kind::text_search_configuration, std::string_view("text_search_configuration")},
      std::pair{model::Kind::foreign_table, std::string_view("foreign_table")},
      std::pair{model::Kind::statistics, std::string_view("statistics")},
      std::pair{model::Kind::rule, std::string_view("rule")},
      std::pair{model::Kind::event_trigger, std::string_view("event_trigger")},
      std::pair{model::Kind::publication, std::string_view("publication")},
  };
};

}  // namespace schemac::snapshot
