#include "frontend/sql_files.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "frontend/sql_marks.hpp"
#include "frontend/string_place.hpp"
#include "sql/inspect.hpp"
#include "sql/psql_text.hpp"
#include "support/files.hpp"
#include "support/text_place.hpp"

namespace schemac::frontend {
namespace {

/// psql's commands that change nothing in a schema. Others (`\i`, `\if`, `\gexec`) decide what is run.
bool changes_nothing(const std::string& command) {
  static const std::set<std::string> kHarmless{"\\restrict", "\\unrestrict", "\\connect", "\\c",        "\\set",
                                               "\\unset",    "\\echo",       "\\qecho",   "\\warn",     "\\pset",
                                               "\\encoding", "\\timing",     "\\copy",    "\\conninfo", "\\o"};
  return kHarmless.contains(command.substr(0, command.find_first_of(" \t")));
}

/// One file on its way to statements.
class File {
 public:
  File(std::string name, const std::string& text, bool may_have_rows, Diagnostics& diagnostics)
      : name_(std::move(name)),
        psql_(sql::without_psql(text)),
        may_have_rows_(may_have_rows),
        diagnostics_(diagnostics) {}

  void read(SqlFiles& files) {
    major_ = sql::dumped_from(psql_.sql);
    if (major_ != 0) files.dumps[name_] = major_;
    may_have_rows_ = may_have_rows_ || major_ != 0;
    check_commands();
    const sql::Scan scan = sql::scan(psql_.sql);
    std::vector<SqlSpan> spans;
    std::string search_path = "public";
    for (const sql::Span& span : sql::split(psql_.sql, scan)) {
      spans.push_back({span, search_path});
      read_statement(span, search_path, files);
    }
    const auto place_of = [&](std::size_t offset) { return place(offset); };
    for (model::RenameMark& mark : read_marks(psql_.sql, scan, spans, place_of, diagnostics_))
      files.rename_marks.push_back(std::move(mark));
  }

 private:
  [[nodiscard]] Place place(std::size_t offset) const { return place_at(name_, psql_.sql, offset); }

  void check_commands() {
    std::set<std::string> databases;
    for (const sql::MetaCommand& command : psql_.commands) {
      if (!changes_nothing(command.text))
        diagnostics_
            .error(Code::sql_syntax, place(command.offset),
                   fmt::format("`{}` is psql's, and is not carried out", command.text))
            .hint = "schemac reads SQL alone: name the file that has it, or put it here";
      const bool connects = command.text.starts_with("\\connect ") || command.text.starts_with("\\c ");
      if (connects && databases.insert(command.text).second && databases.size() > 1)
        diagnostics_.error(Code::sql_syntax, place(command.offset), "the file goes on with another database").hint =
            "a state is one database: dump it with pg_dump, not all of them with pg_dumpall";
    }
  }

  /// The parser's word is the last one, unless the file comes from a server whose grammar it does not know.
  void check_syntax(const sql::Span& span, std::string_view statement) {
    if (major_ > sql::kGrammarMajor) return;
    if (const auto error = sql::check_statements(statement))
      diagnostics_.error(Code::sql_syntax, place(span.begin + error->offset), error->message);
  }

  /// What a statement that writes rows does in a schema nobody would notice: no migration comes of it.
  void refuse_rows(const sql::Span& span) {
    diagnostics_
        .error(Code::rows_in_schema, place(span.begin),
               "this writes rows, and the file says what the schema is: no database would get them")
        .hint = "rows are written by a migration: `schemac migrate new NAME` makes an empty one for this statement";
  }

  void read_statement(const sql::Span& span, std::string& search_path, SqlFiles& files) {
    const std::string text = psql_.sql.substr(span.begin, span.end - span.begin);
    check_syntax(span, text);
    sql::Inspection found = sql::inspect(text);
    if (found.search_path) search_path = *found.search_path;
    const bool has_rows = found.purpose == sql::Purpose::rows || found.purpose == sql::Purpose::data;
    if (has_rows && !may_have_rows_) return refuse_rows(span);
    switch (found.purpose) {
      case sql::Purpose::transaction:
      case sql::Purpose::data:
        return;
      case sql::Purpose::database:
        diagnostics_.warning(Code::unmodelled, place(span.begin),
                             "what concerns the database itself is no part of its schema: it is left out");
        return;
      case sql::Purpose::role:
        diagnostics_.warning(Code::unmodelled, place(span.begin),
                             "roles belong to the server, not to a schema: it is left out");
        return;
      case sql::Purpose::schema:
      case sql::Purpose::rows:
      case sql::Purpose::session:
        files.statements.push_back(
            {text, place(span.begin), found.purpose == sql::Purpose::session, std::move(found.roles)});
    }
  }

  std::string name_;
  sql::PsqlText psql_;
  bool may_have_rows_;
  int major_ = 0;  ///< Of the server that the file was dumped from; 0: it does not say.
  Diagnostics& diagnostics_;
};

}  // namespace

SqlFiles read_sql_files(const Options& options, Diagnostics& diagnostics) {
  std::vector<std::string> names = options.sql_files;
  std::sort(names.begin(), names.end());
  SqlFiles files;
  for (const std::string& file : names) {
    const std::string path = (options.project_root / file).lexically_normal().string();
    const auto staged = options.texts.find(file);
    const std::optional<std::string> text = staged != options.texts.end() ? staged->second : read_text(path);
    if (!text) {
      diagnostics.error(Code::header_not_found, {}, fmt::format("`{}` does not exist", path));
      continue;
    }
    File(path, *text, options.may_have_rows, diagnostics).read(files);
  }
  return files;
}

}  // namespace schemac::frontend
