// What a database has → what a project's sources say. Pure: the sources are texts in memory, and PostgreSQL is asked by
// whoever calls. A pull is a series of rounds: each edits the sources by the difference between what they mean and the
// database, until there is none. What a header could not say in one round is said in SQL in the next.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/declared.hpp"
#include "pull/sayable.hpp"
#include "pull/sources.hpp"
#include "support/diagnostics.hpp"

namespace schemac::pull {

/// The sources, and what they mean.
struct Meaning {
  model::Declared declared;  ///< What the headers declare.
  model::Schema schema;      ///< What PostgreSQL makes of headers and .sql files.
};

/// What earlier rounds have found out.
struct Progress {
  Forms forms;
  std::map<model::ObjectId, int> tries;  ///< How often a header was written for it.
  /// By the names of struct and member: relations that the headers cannot say of what the database has.
  std::set<std::pair<std::string, std::string>> relations_gone;
  std::map<model::ObjectId, std::string> renamed;  ///< Columns whose fields were kept, and what they are called now.
  int round = 0;
};

/// Whether the index is one that a command has left unfinished. Of a partitioned table one may lack those of
/// partitions, which a source can say: it is created ON ONLY that table.
/// https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
[[nodiscard]] bool is_broken(const model::Index& index, const model::Schema& schema);

/// What both sides must forget before they are compared: what sources do not speak of (owners, privileges), versions of
/// extensions, and that an index is broken, which no source can say.
void forget_what_sources_leave_out(model::Schema& schema);

/// Takes out what belongs to other namespaces than these.
void keep_namespaces(model::Schema& schema, const std::vector<std::string>& namespaces);

/// Writes into the headers what `live` has and they can say, and takes out what it has not. A place that cannot be
/// edited is an error. The objects for whose difference there is no word are the result.
[[nodiscard]] std::set<model::ObjectId> edit_headers(const Meaning& before, const model::Schema& live,
                                                     const Layout& layout, Progress& progress, Sources& sources,
                                                     Diagnostics& diagnostics);

/// Notes what differs although a header was written for it: it will be said in SQL. False: nothing is left to try.
[[nodiscard]] bool learn(const Meaning& before, const model::Schema& live, Progress& progress);

/// Notes that `sources` do not compile, or that the server refuses them, at these places. False: nothing there is of
/// our making.
[[nodiscard]] bool learn(const model::Declared& declared, const Sources& sources, const Diagnostics& refused,
                         Progress& progress);

}  // namespace schemac::pull
