// What a release sends, as the manifest says that was generated with it: what its statements stand on, and their text.
// templates/manifest.json.mustache writes it.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emit/guards.hpp"
#include "model/query.hpp"
#include "schemac/runtime/contract.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

struct ManifestStatement {
  std::string name;                     ///< `eventide::BookingRepository::find and get`
  std::string sql;                      ///< With `$1`, `$2` …
  std::vector<std::string> parameters;  ///< As what types they are declared; an empty one is left to the server.
};

/// A typed function of a file of queries.
struct ManifestQuery {
  struct Column {
    model::QueryColumn column;
    bool asserted = false;  ///< The file says whether it may be NULL, whatever PostgreSQL says.
  };
  ManifestStatement statement;
  std::vector<bool> nullable_parameters;
  std::vector<Column> columns;  ///< As they are read; empty: nobody reads rows of it.
};

/// Its contract is made of views into it: it is neither copied nor moved.
class Manifest {
 public:
  Manifest() = default;
  Manifest(const Manifest&) = delete;
  Manifest& operator=(const Manifest&) = delete;

  /// Null where the file is missing, no manifest, or of another format: the diagnostics say which.
  /// @param shown the file as the user named it
  [[nodiscard]] static std::unique_ptr<Manifest> read(const std::filesystem::path& file, const std::string& shown,
                                                      Diagnostics& diagnostics);

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const std::string& shown() const { return shown_; }
  [[nodiscard]] const runtime::Contract& contract() const { return contract_; }
  /// @param table of contract().tables, by its index
  [[nodiscard]] const std::vector<ManifestStatement>& statements(std::size_t table) const { return statements_[table]; }
  [[nodiscard]] const std::vector<ManifestQuery>& queries() const { return queries_; }
  /// What guarded its tables; nothing: the manifest was written before guards were kept.
  [[nodiscard]] const std::optional<std::vector<emit::Guard>>& guards() const { return guards_; }
  /// With those of queries.
  [[nodiscard]] std::size_t statement_count() const;

 private:
  friend class ManifestReader;

  std::filesystem::path file_;
  std::string shown_;
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> lists_;
  std::deque<std::vector<runtime::ColumnContract>> columns_;
  std::deque<std::vector<runtime::ConstraintContract>> constraints_;
  std::deque<std::vector<runtime::KeyContract>> keys_;
  std::vector<runtime::TableContract> tables_;
  std::vector<runtime::EnumContract> enums_;
  runtime::Contract contract_;
  std::vector<std::vector<ManifestStatement>> statements_;  ///< As tables_.
  std::vector<ManifestQuery> queries_;
  std::optional<std::vector<emit::Guard>> guards_;
};

}  // namespace schemac::cli
