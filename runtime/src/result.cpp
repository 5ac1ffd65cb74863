#include "schemac/runtime/result.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "libpq.hpp"

namespace schemac::runtime {
namespace {

PGresult* raw(const auto& owner) noexcept { return static_cast<PGresult*>(owner.get()); }

}  // namespace

std::size_t Result::size() const noexcept { return static_cast<std::size_t>(PQntuples(raw(result_))); }

std::size_t Result::columns() const noexcept { return static_cast<std::size_t>(PQnfields(raw(result_))); }

std::string_view Result::column_name(std::size_t column) const noexcept {
  const char* name = PQfname(raw(result_), static_cast<int>(column));
  return name != nullptr ? name : "";
}

std::uint64_t Result::affected() const noexcept { return std::strtoull(PQcmdTuples(raw(result_)), nullptr, 10); }

bool Result::is_kept() const noexcept {
  if (!alone_) return false;
  constexpr std::string_view kWrites[] = {"INSERT ", "UPDATE ", "DELETE ", "MERGE "};
  const std::string_view tag = PQcmdStatus(raw(result_));
  return std::any_of(std::begin(kWrites), std::end(kWrites),
                     [&](std::string_view word) { return tag.starts_with(word); });
}

void Result::read_row(std::size_t row, Field* fields, std::size_t count) const noexcept {
  PGresult* const result = raw(result_);
  const int at = static_cast<int>(row);
  for (int column = 0; column < static_cast<int>(count); ++column) {
    Field& field = fields[column];
    field.data = PQgetvalue(result, at, column);
    field.length = PQgetlength(result, at, column);
    // A NULL has length 0 too, so that only empty values need the third question.
    if (field.length == 0 && PQgetisnull(result, at, column) != 0) field.length = -1;
  }
}

}  // namespace schemac::runtime
