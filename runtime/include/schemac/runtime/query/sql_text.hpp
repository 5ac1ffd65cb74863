// A piece of SQL with its values, while a query is put together: text of literals and of names that were generated, and
// for each placeholder an encoded value. Pieces join without renumbering; placeholders get their numbers, and columns
// lose a qualifier that says nothing, when the whole is spelled. No run-time string becomes SQL here.
//
// A copy is cheap, as queries and conditions are values that are copied often: what is alike is kept once until one of
// them is added to. Copies may be used by several threads, as if they were apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <schemac/runtime/fragment.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

class Parameters;
class QueryText;

class SqlText {
 public:
  SqlText() noexcept = default;
  SqlText(Fragment fragment);  // NOLINT: a fragment begins a text
  SqlText(const SqlText& other) noexcept : body_(other.body_) {
    if (body_ != nullptr) share(*body_);
  }
  SqlText(SqlText&& other) noexcept : body_(other.body_) { other.body_ = nullptr; }
  SqlText& operator=(const SqlText& other) noexcept {
    SqlText copy(other);
    swap(copy);
    return *this;
  }
  SqlText& operator=(SqlText&& other) noexcept {
    SqlText taken(static_cast<SqlText&&>(other));
    swap(taken);
    return *this;
  }
  ~SqlText() {
    if (body_ != nullptr) release(*body_);
  }

  bool empty() const noexcept;

  SqlText& add(Fragment fragment) { return add_generated(fragment.sql()); }
  /// Text of the schema: a name or a cast that generated code has as a literal.
  SqlText& add_generated(std::string_view text);
  SqlText& add(const SqlText& other);
  /// `other` in parentheses.
  SqlText& add_enclosed(const SqlText& other) { return add("(").add(other).add(")"); }

  /// Says that several tables are spoken of, here or wherever this comes to stand: columns keep their qualifiers.
  SqlText& qualify();

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
  struct Body;
  static void share(Body& body) noexcept;
  static void release(Body& body) noexcept;
  /// What is nobody else's.
  Body& own();
  void swap(SqlText& other) noexcept {
    Body* const ours = body_;
    body_ = other.body_;
    other.body_ = ours;
  }

  Body* body_ = nullptr;  // null: empty
};

}  // namespace schemac::runtime
