#include "schemac/runtime/text_result.hpp"

#include <cstdlib>

#include "libpq.hpp"

namespace schemac::runtime {
namespace {

PGresult* raw(const auto& owner) noexcept { return static_cast<PGresult*>(owner.get()); }

}  // namespace

namespace detail {
void FreeResult::operator()(void* result) const noexcept { PQclear(static_cast<PGresult*>(result)); }
}  // namespace detail

std::size_t TextResult::size() const noexcept { return static_cast<std::size_t>(PQntuples(raw(result_))); }

std::size_t TextResult::columns() const noexcept { return static_cast<std::size_t>(PQnfields(raw(result_))); }

std::string_view TextResult::column_name(std::size_t column) const {
  if (column >= columns()) throw UsageError("the result has no column " + std::to_string(column));
  return PQfname(raw(result_), static_cast<int>(column));
}

std::size_t TextResult::column(std::string_view name) const {
  // Not PQfnumber, which folds the case of names as SQL does.
  for (std::size_t index = 0; index < columns(); ++index) {
    if (name == PQfname(raw(result_), static_cast<int>(index))) return index;
  }
  throw UsageError("the result has no column `" + std::string(name) + "`");
}

std::uint64_t TextResult::affected() const noexcept { return std::strtoull(PQcmdTuples(raw(result_)), nullptr, 10); }

std::string_view TextResult::tag() const noexcept { return PQcmdStatus(raw(result_)); }

TextRow TextResult::operator[](std::size_t row) const& {
  if (row >= size()) throw UsageError("the result has no row " + std::to_string(row));
  return {*this, row};
}

OwnedTextRow TextResult::operator[](std::size_t row) && {
  static_cast<void>(std::as_const(*this)[row]);
  return {std::move(*this), row};
}

std::optional<std::string_view> TextResult::value(std::size_t row, std::size_t column) const {
  if (column >= columns()) throw UsageError("the result has no column " + std::to_string(column));
  const int at = static_cast<int>(row);
  const int of = static_cast<int>(column);
  if (PQgetisnull(raw(result_), at, of) != 0) return std::nullopt;
  return std::string_view(PQgetvalue(raw(result_), at, of),
                          static_cast<std::size_t>(PQgetlength(raw(result_), at, of)));
}

std::optional<std::string_view> TextRow::operator[](std::size_t column) const { return result_->value(row_, column); }

std::optional<std::string_view> TextRow::operator[](std::string_view column) const {
  return result_->value(row_, result_->column(column));
}

std::string_view TextRow::text(std::size_t column) const {
  if (const auto value = result_->value(row_, column)) return *value;
  throw DecodeError("column `" + std::string(result_->column_name(column)) + "` is NULL where a value must be");
}

std::string_view TextRow::text(std::string_view column) const { return text(result_->column(column)); }

std::optional<std::string> OwnedTextRow::operator[](std::size_t column) const {
  const auto value = result_[row_][column];
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::string> OwnedTextRow::operator[](std::string_view column) const {
  return (*this)[result_.column(column)];
}

std::string OwnedTextRow::text(std::size_t column) const { return std::string(result_[row_].text(column)); }

std::string OwnedTextRow::text(std::string_view column) const { return text(result_.column(column)); }

}  // namespace schemac::runtime
