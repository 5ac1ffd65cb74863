#include "pull/sql_texts.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "pull/statements.hpp"
#include "sql/inspect.hpp"
#include "sql/parse.hpp"

namespace schemac::pull {
namespace {

using model::ObjectId;

/// A statement of several lines stands apart.
std::string ended(const std::string& statement) {
  const std::size_t last_line = statement.rfind('\n') + 1;  // npos + 1 is the beginning
  const bool comment = statement.find("--", last_line) != std::string::npos;
  return statement + (comment ? "\n;" : ";");
}

/// The statement with the comments right above it, its semicolon and the end of its line.
std::pair<std::size_t, std::size_t> whole(const std::string& text, std::size_t begin, std::size_t end) {
  const std::size_t semicolon = text.find(';', end);
  end = semicolon == std::string::npos ? text.size() : semicolon + 1;
  if (end < text.size() && text[end] == '\n') ++end;
  while (begin > 0) {
    const std::size_t line = begin < 2 ? 0 : text.rfind('\n', begin - 2) + 1;  // npos + 1 is the beginning
    if (text.compare(line, 2, "--") != 0 || line == begin) break;
    begin = line;
  }
  // One of the blank lines around it goes along.
  if (begin > 1 && text[begin - 1] == '\n' && text[begin - 2] == '\n') --begin;
  if (begin == 0 && end < text.size() && text[end] == '\n') ++end;
  return {begin, end};
}

/// The name in CREATE EXTENSION [IF NOT EXISTS] name; empty: the statement is another.
std::string extension_in(const std::string& statement) {
  std::vector<std::string> words;
  for (const sql::Token& token : sql::scan(statement).tokens)
    if (!token.comment) words.push_back(statement.substr(token.begin, token.end - token.begin));
  const auto is = [&](std::size_t at, std::string_view word) {
    return at < words.size() && std::equal(words[at].begin(), words[at].end(), word.begin(), word.end(),
                                           [](unsigned char a, char b) { return std::tolower(a) == b; });
  };
  if (!is(0, "create") || !is(1, "extension")) return {};
  const std::size_t at = is(2, "if") ? 5 : 2;
  if (at >= words.size()) return {};
  const bool quoted = words[at].starts_with('"') && words[at].size() > 1;
  return quoted ? words[at].substr(1, words[at].size() - 2) : words[at];
}

}  // namespace

ObjectId without_arguments(ObjectId id) {
  const bool routine = id.kind == model::Kind::function || id.kind == model::Kind::aggregate;
  if (routine) id.name.resize(std::min(id.name.find('('), id.name.size()));
  return id;
}

SqlTexts::SqlTexts(const Sources& sources, const std::string& default_schema) : sources_(sources) {
  for (const auto& [file, text] : sources.sql) read(file, text, default_schema);
}

void SqlTexts::read(const std::string& file, const std::string& text, const std::string& default_schema) {
  for (const sql::Span& span : sql::split(text)) {
    Statement statement{file, span.begin, span.end, text.substr(span.begin, span.end - span.begin), {}, {}, false};
    statement.stem = stem_of(statement.text);
    for (const sql::DeclaredName& name : sql::declared_names(statement.text)) {
      ObjectId id = whole_of(name.id);
      const bool global = id.kind == model::Kind::namespace_ || id.kind == model::Kind::event_trigger ||
                          id.kind == model::Kind::publication || id.kind == model::Kind::server ||
                          id.kind == model::Kind::foreign_data_wrapper;
      if (id.schema.empty() && !global) id.schema = default_schema;
      statement.makes.insert(std::move(id));
    }
    if (const std::string extension = extension_in(statement.text); !extension.empty())
      statement.makes.insert({model::Kind::extension, {}, {}, extension});
    statements_.push_back(std::move(statement));
  }
}

SqlTexts::Statement* SqlTexts::maker_of(const ObjectId& id) {
  const ObjectId bare = without_arguments(id);
  for (Statement& statement : statements_)
    if (!statement.edited && statement.makes.contains(bare)) return &statement;
  return nullptr;
}

SqlTexts::Statement* SqlTexts::about_the_same_as(const std::string& text) {
  const std::string stem = stem_of(text);
  for (Statement& statement : statements_)
    if (!statement.edited && statement.stem == stem) return &statement;
  return nullptr;
}

void SqlTexts::replace(Statement& statement, const std::string& text) {
  edits_[statement.file].push_back({statement.begin, statement.end, text});
  statement.edited = true;
}

void SqlTexts::remove(Statement& statement) {
  const auto [begin, end] = whole(sources_.sql.at(statement.file), statement.begin, statement.end);
  edits_[statement.file].push_back({begin, end, {}});
  statement.edited = true;
}

void SqlTexts::insert_after(const Statement& statement, const std::string& text) {
  const std::string& file = sources_.sql.at(statement.file);
  const std::size_t semicolon = file.find(';', statement.end);
  if (semicolon == std::string::npos) {
    edits_[statement.file].push_back({file.size(), file.size(), ";\n" + ended(text)});
  } else {
    edits_[statement.file].push_back({semicolon + 1, semicolon + 1, "\n" + ended(text)});
  }
}

void SqlTexts::append(const std::string& file, const std::string& text) { appended_[file].push_back(text); }

void SqlTexts::write(Sources& sources) const {
  for (const auto& [file, edits] : edits_) sources.sql[file] = edited(sources_.sql.at(file), edits);
  for (const auto& [file, statements] : appended_) {
    std::string& text = sources.sql[file];
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    if (end == std::string::npos) text.clear();
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    for (const std::string& statement : statements) {
      const bool about = statement.starts_with("COMMENT") || statement.starts_with("ALTER SEQUENCE");
      if (!text.empty() && !about) text += '\n';
      text += ended(statement) + "\n";
    }
  }
}

}  // namespace schemac::pull
