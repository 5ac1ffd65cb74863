// A migration as it is carried out: statements that are split already, each with its place and with what PostgreSQL
// asks of whoever runs it. Nothing here parses SQL: schemac did that when it read the files, or put them into a
// program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace schemac::runtime::migration {

/// How a statement is run where its batch is no transaction, and how it is found out, after a run that died in it,
/// whether it was done.
enum class Manner : std::uint8_t {
  plain,         ///< In a transaction of its own, together with its line in the journal.
  session,       ///< SET and the like: it holds for the session, and is run again whenever its batch is resumed.
  builds_index,  ///< CREATE INDEX CONCURRENTLY of `object` on `relation`; one that died leaves an invalid index.
  drops_index,   ///< DROP INDEX CONCURRENTLY `object`.
  reindexes,     ///< REINDEX CONCURRENTLY of `relation`, an index or a table; one that died leaves invalid copies.
  detaches,      ///< ALTER TABLE `relation` DETACH PARTITION `object` CONCURRENTLY; one that died must be finalized.
  alone,         ///< Cannot be in a transaction (VACUUM, say). Whoever writes it takes care that it may run twice.
};

struct Statement {
  std::string text;  ///< Without the final semicolon.
  std::string file;  ///< For messages; empty where there is none.
  std::size_t line = 0;
  std::size_t column = 0;
  Manner manner = Manner::plain;
  std::string object;  ///< As SQL spells it, here and in `relation`.
  std::string relation;
};

/// A walk through the rows of a table by a key: the statements run once for each so many rows, with the first and the
/// last key of them as parameters, in one transaction with the place that was reached.
struct Walk {
  std::string relation;          ///< As SQL spells it.
  std::vector<std::string> key;  ///< Columns, as SQL spells them.
  std::int64_t rows = 0;         ///< How many at a time.
};

struct Batch {
  bool transaction = true;  ///< All of its statements are one transaction.
  std::vector<Statement> statements;
  std::optional<Walk> walk;
};

struct Script {
  std::vector<Batch> batches;  ///< None of them empty.
};

/// A migration that a later one, made of it and others, stands for.
struct Replaced {
  int number = 0;
  std::string name;
  std::string checksum;
};

struct Migration {
  int number = 0;
  std::string name;      ///< `initial`
  std::string checksum;  ///< SHA-256 (hex) over what both scripts mean.
  std::string up_text;   ///< As the files have it: the database keeps both, so that there is a way back without files.
  std::string down_text;
  Script up;
  Script down;
  std::vector<Replaced> replaces = {};  ///< By number; the last has the number of this one.

  /// `0001_initial`
  [[nodiscard]] std::string folder() const;
};

}  // namespace schemac::runtime::migration
