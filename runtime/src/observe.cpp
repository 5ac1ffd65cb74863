#include "observe.hpp"

#include <charconv>

namespace schemac::runtime::detail {

std::uint64_t rows_of(const PGresult* result) noexcept {
  // PQcmdTuples takes what it does not change as if it did.
  const std::string_view text = PQcmdTuples(const_cast<PGresult*>(result));
  std::uint64_t rows = 0;
  std::from_chars(text.data(), text.data() + text.size(), rows);
  return rows;
}

}  // namespace schemac::runtime::detail
