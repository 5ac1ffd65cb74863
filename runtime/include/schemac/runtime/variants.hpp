// The forms of one statement that differ by which fields are set: an INSERT says DEFAULT for what was left out, an
// UPDATE sets what a patch sets and nothing else (`CASE WHEN $2 THEN $3 ELSE notes END` for each column would fire the
// triggers and ask for the privileges of columns that nobody changes). Each form is put together once a process, from
// literals, and prepared once a session like any statement; a program uses a handful of the many that there could be.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>
#include <schemac/runtime/statement.hpp>
#include <string_view>
#include <utility>

namespace schemac::runtime {

/// Which of a number of fields are set.
template <std::size_t Fields>
class FieldSet {
 public:
  void set(std::size_t field, bool present = true) noexcept {
    const auto bit = static_cast<unsigned char>(1u << field % 8);
    bytes_[field / 8] = static_cast<unsigned char>(present ? bytes_[field / 8] | bit : bytes_[field / 8] & ~bit);
  }
  bool has(std::size_t field) const noexcept { return (bytes_[field / 8] >> field % 8 & 1) != 0; }
  bool none() const noexcept { return bytes_ == decltype(bytes_){}; }
  std::string_view key() const noexcept { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }

  friend auto operator<=>(const FieldSet&, const FieldSet&) = default;

 private:
  std::array<unsigned char, (Fields + 7) / 8> bytes_{};
};

/// The forms of one statement that were needed so far. Thread-safe, without a lock: it only ever grows, up to a bound;
/// past that a form is put together anew each time, so that a caller who sends ever new combinations fills no memory.
class Variants {
 public:
  constexpr Variants() = default;
  Variants(const Variants&) = delete;
  Variants& operator=(const Variants&) = delete;
  ~Variants();

  /// One form. Kept ones live as long as the Variants, which is static; the others as long as this.
  class Form {
   public:
    Statement statement() const noexcept { return kept_ != nullptr ? *kept_ : own_->statement(); }

   private:
    friend class Variants;
    explicit Form(const Statement* kept) noexcept : kept_(kept) {}
    explicit Form(Assembly&& own) : own_(std::move(own)) {}
    const Statement* kept_ = nullptr;
    std::optional<Assembly> own_;
  };

  /// @param build () -> Assembly; called when this form was not needed before
  template <std::size_t Fields, class Build>
  Form of(const FieldSet<Fields>& fields, const Build& build) {
    if (const Statement* kept = find(fields.key())) return Form(kept);
    return keep(fields.key(), build());
  }

 private:
  struct Node;
  const Statement* find(std::string_view key) const noexcept;
  Form keep(std::string_view key, Assembly&& assembly);

  std::atomic<Node*> newest_{nullptr};
  std::atomic<std::size_t> kept_{0};
};

}  // namespace schemac::runtime
