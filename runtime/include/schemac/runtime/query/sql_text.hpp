// A piece of SQL with its values, while a query is put together: text of literals and of names that were generated, and
// for each placeholder an encoded value. Pieces join without renumbering; placeholders get their numbers, and columns
// lose a qualifier that says nothing, and comparisons learn which tables a left join may miss, when the whole is
// spelled. Each value has a placeholder of its own, but for those of expressions that were united. No run-time string
// becomes SQL here.
//
// A copy is cheap, as queries and conditions are values that are copied often: what is alike is kept once until one of
// them is added to. Copies may be used by several threads, as if they were apart.
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

  /// Says that a left join may miss a table, here or wherever this comes to stand: its columns may be NULL, and are
  /// compared as such that may be. Said of a statement as a whole, also of a subquery's table with the same qualifier.
  SqlText& miss(std::string_view qualifier);
  /// `left = right`, so that NULL is equal to NULL, and to nothing else, where both may be NULL.
  /// @param left_nullable, right_nullable whether they may be, with no left join
  SqlText& add_equal(const SqlText& left, bool left_nullable, const SqlText& right, bool right_nullable);
  /// `left <> right` of what is NULL for a left join alone, so that NULL is unequal to every value.
  SqlText& add_unequal(const SqlText& left, const SqlText& right);
  /// `NOT (condition)` of what is unknown for a left join alone, so that it holds there.
  SqlText& add_negated(const SqlText& condition);
  /// A condition in which a table is there even if a left join may miss it: that of the join itself.
  SqlText& add_present(std::string_view qualifier, const SqlText& condition);

  /// The next placeholder and its value, encoded.
  /// @param oid as what it is declared; 0: the server infers it
  /// @throws InvalidValue when the value is longer than 2 GB
  SqlText& bind(std::string_view bytes, std::uint32_t oid, bool text);
  SqlText& bind_null(std::uint32_t oid);

  /// How long this is, with what is not spelled: a place in it, to which something may be added.
  std::size_t size() const noexcept;
  /// Gives each of these expressions the same placeholders wherever it stands here with the same values, except between
  /// two places: PostgreSQL takes different placeholders for different expressions, whatever is sent for them
  /// (docs/decisions/0036).
  SqlText& unite(const std::vector<SqlText>& expressions, std::size_t except_from, std::size_t except_to);

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

namespace detail {
/// Throws what is under way once more; an InvalidValue says what its value was to stand beside.
[[noreturn]] void rethrow_beside(const SqlText& other);
}  // namespace detail

}  // namespace schemac::runtime
