// The statements of all .sql files with their places, and edits of them. Private to this room.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

class SqlTexts {
 public:
  struct Statement {
    std::string file;
    std::size_t begin = 0;
    std::size_t end = 0;  ///< Without its semicolon.
    std::string text;
    std::string stem;                 ///< See stem_of().
    std::set<model::ObjectId> makes;  ///< Objects that it gives names to; routines without their arguments.
    bool edited = false;
  };

  SqlTexts(const Sources& sources, const std::string& default_schema);

  /// The statement that makes the object; null: none does, as far as the text says.
  [[nodiscard]] Statement* maker_of(const model::ObjectId& id);
  /// The statement that is about the same as `text`: it differs in values alone.
  [[nodiscard]] Statement* about_the_same_as(const std::string& text);

  void replace(Statement& statement, const std::string& text);
  void remove(Statement& statement);
  /// Behind that statement.
  void insert_after(const Statement& statement, const std::string& text);
  void append(const std::string& file, const std::string& text);

  /// Carries the edits out.
  void write(Sources& sources) const;

 private:
  void read(const std::string& file, const std::string& text, const std::string& default_schema);

  const Sources& sources_;
  std::vector<Statement> statements_;
  std::map<std::string, std::vector<Edit>> edits_;
  std::map<std::string, std::vector<std::string>> appended_;
};

/// The id as statements name it: a routine without its arguments.
[[nodiscard]] model::ObjectId without_arguments(model::ObjectId id);

}  // namespace schemac::pull
