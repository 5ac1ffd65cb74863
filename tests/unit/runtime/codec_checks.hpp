// What bytes must be to codecs, and texts to what reads them, whoever sends them: a value or an error that says so. For
// the tests, which feed them what is committed and what is drawn by lot, and for the fuzzer (tests/fuzz).
#pragma once

#include <cstdint>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/codec/bits.hpp>
#include <schemac/runtime/codec/bytes.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/enum.hpp>
#include <schemac/runtime/codec/geometry.hpp>
#include <schemac/runtime/codec/interval.hpp>
#include <schemac/runtime/codec/json.hpp>
#include <schemac/runtime/codec/money.hpp>
#include <schemac/runtime/codec/network.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/range.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/secret.hpp>
#include <schemac/runtime/codec/system_types.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/codec/text_search.hpp>
#include <schemac/runtime/codec/uuid.hpp>
#include <schemac/runtime/codec/xml.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/query/page.hpp>
#include <schemac/runtime/statement_text.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace schemac::tests {

enum class Mood { sad, glad };

}  // namespace schemac::tests

template <>
struct schemac::runtime::EnumType<schemac::tests::Mood> {
  static constexpr std::string_view kSchema = "public";
  static constexpr std::string_view kName = "mood";
  static constexpr EnumLabel<schemac::tests::Mood> kLabels[] = {{schemac::tests::Mood::sad, "sad"},
                                                                {schemac::tests::Mood::glad, "glad"}};
};

namespace schemac::tests {

using namespace schemac::runtime;  // NOLINT: of a few tests

/// A codec did what none may do.
struct CodecFault : std::logic_error {
  using std::logic_error::logic_error;
};

/// So that a reading past the end is one past the end of what was allocated.
inline std::vector<char> exactly(const std::string& bytes) { return {bytes.begin(), bytes.end()}; }

template <class T>
std::string encoded(const T& value) {
  Writer writer;
  Codec<T>::encode(writer, value);
  return writer.size() == 0 ? std::string() : std::string(writer.at(0), writer.size());
}

template <class T>
T decoded(const std::string& bytes) {
  const std::vector<char> exact = exactly(bytes);
  static const char nothing = 0;
  return Codec<T>::decode({exact.empty() ? &nothing : exact.data(), static_cast<std::int32_t>(exact.size())});
}

inline std::string hexadecimal(const std::string& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text.push_back(kDigits[static_cast<unsigned char>(byte) >> 4]);
    text.push_back(kDigits[static_cast<unsigned char>(byte) & 15]);
  }
  return text;
}

/// How many of them were values.
template <class T>
int try_out(const std::string& bytes) {
  try {
    const T value = decoded<T>(bytes);
    if constexpr (requires { value.to_string(); }) static_cast<void>(value.to_string());
    try {
      const std::string sent = encoded(value);
      if constexpr (Codec<T>::kFormat == Format::binary) {
        // What was read is sent as what it was read as: the second time nothing changes any more.
        if (encoded(decoded<T>(sent)) != sent)
          throw CodecFault(hexadecimal(bytes) + " was sent as " + hexadecimal(sent));
      }
    } catch (const InvalidValue&) {
      // It could be read, and PostgreSQL would refuse it.
    }
    return 1;
  } catch (const DecodeError&) {
    return 0;
  } catch (const CodecFault&) {
    throw;
  } catch (const std::exception& other) {
    throw CodecFault(hexadecimal(bytes) + " is neither a value nor a DecodeError: " + other.what());
  }
}

template <class... T>
struct Types {
  static int try_out_all(const std::string& bytes) { return (try_out<T>(bytes) + ...); }
};

using AllCodecs =
    Types<bool, std::int16_t, std::int32_t, std::int64_t, float, double, Numeric, Money, Uuid, Oid, Lsn, Date, Time,
          TimeTz, Timestamp, TimestampTz, Interval, std::string, Bytes, BitString, Json, Xml, TsVector, TsQuery,
          PasswordHash, Ciphertext, Inet, Cidr, MacAddr, MacAddr8, Point, Line, LineSegment, Box, Path, Polygon, Circle,
          Mood, Range<std::int32_t>, Range<std::int64_t>, Range<Numeric>, Range<Date>, Range<Timestamp>,
          Range<TimestampTz>, Multirange<std::int32_t>, Multirange<Numeric>, Multirange<TimestampTz>, std::vector<bool>,
          std::vector<std::int32_t>, std::vector<std::string>, std::vector<std::optional<Numeric>>,
          std::vector<std::optional<std::string>>, std::vector<Inet>, std::vector<Range<Date>>,
          std::vector<std::optional<Interval>>, std::vector<Mood>>;

inline void require(bool holds, const std::string& text, const char* what) {
  if (!holds) throw CodecFault(hexadecimal(text) + " as a text: " + what);
}

/// What reads text that people or programs wrote.
inline void try_out_text(const std::string& text) {
  static_cast<void>(Uuid::parse(text));
  static_cast<void>(Inet::parse(text));
  static_cast<void>(Cidr::parse(text));
  static_cast<void>(MacAddr::parse(text));
  if (const auto date = Date::parse(text))
    require(Date::parse(date->to_string()) == date, text, "another date once it is printed");
  if (const auto instant = TimestampTz::parse(text))
    require(TimestampTz::parse(instant->to_string()) == instant, text, "another instant once it is printed");
  static_cast<void>(PageKey::parse(text));
  static_cast<void>(statement_name(text));
  const std::string safe = redacted(text);
  require(redacted(safe) == safe, text, "redacted twice it is another one");
}

}  // namespace schemac::tests
