// A piece of SQL with its values, while a query is put together: text of literals and of names that were generated, and
// for each placeholder an encoded value. Pieces join without renumbering; placeholders get their numbers, and columns
// lose a qualifier that says nothing, when the whole is spelled. No run-time string becomes SQL here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <schemac/runtime/fragment.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {

class Parameters;
class QueryText;

class SqlText {
 public:
  // None of these is inline: what includes a repository would pay for it.
  SqlText() noexcept;
  SqlText(Fragment fragment);  // NOLINT: a fragment begins a text
  SqlText(const SqlText& other);
  SqlText(SqlText&& other) noexcept;
  SqlText& operator=(const SqlText& other);
  SqlText& operator=(SqlText&& other) noexcept;
  ~SqlText();

  bool empty() const noexcept { return sql_.empty(); }

  SqlText& add(Fragment fragment) { return add_generated(fragment.sql()); }
  /// Text of the schema: a name or a cast that generated code has as a literal.
  SqlText& add_generated(std::string_view text);
  SqlText& add(const SqlText& other);
  /// `other` in parentheses.
  SqlText& add_enclosed(const SqlText& other) { return add("(").add(other).add(")"); }

  /// Says that several tables are spoken of, here or wherever this comes to stand: columns keep their qualifiers.
  SqlText& qualify() {
    qualified_ = true;
    return *this;
  }

  /// A column; the qualifier is spelled only where a query reads several tables. Both are generated literals.
  SqlText& add_column(std::string_view qualifier, std::string_view name);

  /// The next placeholder and its value, encoded.
  /// @param oid as what it is declared; 0: the server infers it
  /// @throws InvalidValue when the value is longer than 2 GB
  SqlText& bind(std::string_view bytes, std::uint32_t oid, bool text);
  SqlText& bind_null(std::uint32_t oid);

  /// Of the text and its values.
  std::uint64_t hash() const noexcept;

  /// The statement with `$1`, `$2`, …
  std::string spell() const;
  QueryText query_text() const;
  /// Lends the values, which stay here, to `parameters`, in the order of their numbers.
  void lend(Parameters& parameters) const;

 private:
  struct Slot {
    std::size_t size;
    std::uint32_t oid;
    bool text;
    bool null;
  };
  std::string sql_;  // NUL, which no SQL can hold, begins a mark: see sql_text.cpp
  std::string bytes_;
  std::vector<Slot> slots_;
  bool qualified_ = false;
};

}  // namespace schemac::runtime
