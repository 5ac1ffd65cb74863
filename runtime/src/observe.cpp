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

std::size_t bytes_of(const Parameters& parameters) noexcept {
  std::size_t bytes = 0;
  for (std::size_t index = 0; index < parameters.size(); ++index)
    if (parameters[index].length > 0) bytes += static_cast<std::size_t>(parameters[index].length);
  return bytes;
}

}  // namespace schemac::runtime::detail
