// A database in which changes are tried out: what the renderer spells is run, and the catalog is asked what came of it.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "sql/render.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {

class Trial {
 public:
  explicit Trial(std::string_view hint = "sql") : url_(fresh_database(hint)) {}

  /// Runs the statements of the changes, all in one session with an empty search_path.
  template <class... Changes>
  void run(const Changes&... changes) {
    std::string script = "SET search_path = '';\n";
    const auto add = [&](const diff::Change& change) {
      for (const std::string& statement : sql::statements(change)) script += statement + ";\n";
    };
    (add(changes), ...);
    INFO(script);
    REQUIRE_NOTHROW(run_sql(url_, script));
  }

  /// What a query returns: fields apart by `|`, rows by new lines, without a last one.
  std::string ask(const std::string& query) const {
    std::string answer = run_sql(url_, query);
    if (answer.ends_with('\n')) answer.pop_back();
    return answer;
  }

 private:
  std::string url_;
};

/// Names that are dangerous wherever they are not quoted as PostgreSQL quotes them.
inline const std::string kHostile = "\"; DROP TABLE x; --";
inline const std::string kOdd = "Größe.mit Punkt\n'\\";

inline model::Column column(std::string name, std::string type) {
  model::Column result;
  result.name = std::move(name);
  result.type = std::move(type);
  return result;
}

inline model::Table table(model::QualifiedName name, std::vector<model::Column> columns) {
  model::Table result;
  result.name = std::move(name);
  result.columns = std::move(columns);
  return result;
}

}  // namespace schemac::tests
