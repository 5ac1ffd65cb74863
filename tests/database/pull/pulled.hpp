// A project into which a database is pulled, and what must hold of it: what the sources say is what the database has,
// and a second pull has nothing to do.
#pragma once

#include <string>

#include "database/cli/tool.hpp"

namespace schemac::tests {

class Pulled : public Folder {
 public:
  /// An empty project and a new database with this SQL run in it.
  explicit Pulled(const std::string& sql = {});

  [[nodiscard]] const std::string& url() const { return url_; }
  /// Runs SQL in the database.
  void sql(const std::string& text) const;
  /// The same for a file of psql.
  void load(const std::string& file) const;
  /// Pulls, and demands that nothing is different then and that a second pull writes nothing.
  void pull() const;
  /// All headers, one behind the other.
  [[nodiscard]] std::string headers() const;

 private:
  std::string url_;
};

/// What pg_dump says of a database's schema, without what changes from run to run.
std::string dump_of(const std::string& url);

}  // namespace schemac::tests
