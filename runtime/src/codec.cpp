#include "schemac/runtime/codec.hpp"

#include <algorithm>
#include <limits>

#include "schemac/runtime/error.hpp"

namespace schemac::runtime {

void throw_decode_error(std::string_view type, std::string_view what) {
  throw DecodeError("a value of type `" + std::string(type) + "` cannot be read: " + std::string(what));
}

void throw_invalid_value(std::string_view what) { throw InvalidValue(std::string(what)); }

void throw_wrong_length(std::string_view type, std::int32_t length) {
  throw_decode_error(type, "it came with " + std::to_string(length) + " bytes");
}

void Writer::end_length(std::size_t begun) {
  const std::size_t length = size_ - begun;
  if (length > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw_invalid_value("a value of more than 2 GB cannot be sent");
  }
  const std::uint32_t wire = wire_format::network_order(static_cast<std::uint32_t>(length));
  std::memcpy(data_ + begun - sizeof wire, &wire, sizeof wire);
}

void Writer::enlarge(std::size_t count) {
  const std::size_t capacity = std::max(size_ + count, 2 * capacity_);
  std::unique_ptr<char[]> larger(new char[capacity]);  // not value-initialised: it is overwritten
  std::memcpy(larger.get(), data_, size_);
  heap_ = std::move(larger);
  data_ = heap_.get();
  capacity_ = capacity;
}

}  // namespace schemac::runtime
