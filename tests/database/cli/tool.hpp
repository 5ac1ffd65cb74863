// The executable as a user runs it: in a project's folder with a space in its name, with nobody at the keyboard. What
// it says and how it ends is all that these tests know of it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/child.hpp"

namespace schemac::tests {

struct Outcome {
  int status = 0;  ///< Exit status, or minus the number of the signal that ended it.
  std::string out;
  std::string err;
};

using Words = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

/// Whether another user could not start the tool, since the checkout is where he may not come in: said as skipped.
bool is_closed_to(uid_t user);

/// The tool at work: a process group of its own, as a terminal makes one.
class Running {
 public:
  /// With `user`, it runs as that user and no longer as root.
  Running(const std::filesystem::path& folder, const Words& words, const Variables& variables = {},
          std::optional<uid_t> user = std::nullopt);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  /// To the whole group, as Ctrl-C goes.
  void signal(int number) const;
  /// Waits for its end.
  Outcome wait();

 private:
  TemporaryFolder outputs_;
  pid_t pid_ = -1;
};

/// A folder of a user's, and what is done in it. Paths are relative to it.
class Folder {
 public:
  const std::filesystem::path& path() const { return folder_.path(); }
  void write(const std::string& file, const std::string& text) const;
  std::string read(const std::string& file) const;
  void replace(const std::string& file, const std::string& what, const std::string& with) const;
  bool exists(const std::string& file) const;
  /// Every file below, with its bytes; `.schemac` is the tool's own and not looked at.
  std::map<std::string, std::string> files() const;

  Outcome run(const Words& words, const Variables& variables = {}) const;
  /// Runs and demands exit status 0.
  Outcome succeed(const Words& words, const Variables& variables = {}) const;
  /// Runs and demands this exit status; what it said on standard error.
  std::string fail(int status, const Words& words, const Variables& variables = {}) const;

 private:
  TemporaryFolder folder_;
};

/// A library's project: authors, books, copies that refer to each other, loans that exclude each other. Its development
/// database is a new one on the tests' server.
class Library : public Folder {
 public:
  Library();

  const std::string& url() const { return url_; }
  /// What psql says to SQL on the development database.
  std::string sql(const std::string& text) const;
  /// Adds a line to the columns of an entity.
  void add_column(const std::string& line) const;

 private:
  std::string url_;
};

/// The names of the folders of migrations, in order.
std::vector<std::string> migrations_of(const Folder& folder);

}  // namespace schemac::tests
