#include "schemac/runtime/parameters.hpp"

#include "schemac/runtime/error.hpp"
#include "utf8.hpp"

namespace schemac::runtime {
namespace {

// A message to the server is less than 1 GB (PQ_LARGE_MESSAGE_LIMIT of libpq/libpq.h, which is MaxAllocSize of
// utils/memutils.h); one that is longer ends the session. Some of it goes to what stands around the values.
constexpr std::size_t kMostBytes = 0x3fffffff - 1024 * 1024;

std::int32_t checked_length(std::size_t length) {
  if (length > kMostBytes) throw_invalid_value("a value of 1 GB or more cannot be sent");
  return static_cast<std::int32_t>(length);
}

constexpr std::size_t kMostParameters = 65535;  // 16 bits in the protocol's Bind message

}  // namespace

void Parameters::add(const std::string& value) {
  detail::require_storable(value);
  // As text of a type to be inferred: the same parameter serves varchar, citext, jsonb, enums and unknown types.
  push({value.c_str(), 0, checked_length(value.size()), 0, Format::text});
}

void Parameters::end(std::size_t begun, Format format, std::uint32_t oid) {
  const std::int32_t length = checked_length(writer_.size() - begun);
  if (format == Format::text) writer_.byte(0);  // libpq reads text up to its NUL
  push({nullptr, begun, length, oid, format});
}

void Parameters::push_carefully(const Slot& slot) {
  if (size_ == kMostParameters) throw_invalid_value("a statement takes at most 65535 parameters");
  if (size_ < kInline) {
    inline_[size_] = slot;
  } else {
    if (size_ == kInline) spilled_.assign(inline_, inline_ + kInline);
    spilled_.push_back(slot);
  }
  ++size_;
  bytes_ += slot.length > 0 ? static_cast<std::size_t>(slot.length) : 0;
  if (bytes_ > kMostBytes) throw_invalid_value("the values of a statement take 1 GB or more together");
}

}  // namespace schemac::runtime
