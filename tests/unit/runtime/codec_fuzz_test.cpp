// Every codec against bytes that no server means: the committed ones, ones drawn by lot, and good ones changed a
// little. Each is a value or a DecodeError, nothing is read past its end (built with a sanitizer that shows), and a
// value that was read can be printed and sent again.
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
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
#include <string>
#include <vector>

using namespace schemac::runtime;

namespace {

enum class Mood { sad, glad };

}  // namespace

template <>
struct schemac::runtime::EnumType<Mood> {
  static constexpr std::string_view kSchema = "public";
  static constexpr std::string_view kName = "mood";
  static constexpr EnumLabel<Mood> kLabels[] = {{Mood::sad, "sad"}, {Mood::glad, "glad"}};
};

namespace {

/// So that a reading past the end is one past the end of what was allocated.
std::vector<char> exactly(const std::string& bytes) { return {bytes.begin(), bytes.end()}; }

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

std::string hexadecimal(const std::string& bytes) {
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
        if (encoded(decoded<T>(sent)) != sent) FAIL(hexadecimal(bytes) << " was sent as " << hexadecimal(sent));
      }
    } catch (const InvalidValue&) {
      // It could be read, and PostgreSQL would refuse it.
    }
    return 1;
  } catch (const DecodeError&) {
    return 0;
  } catch (const std::exception& other) {
    FAIL(hexadecimal(bytes) << " is neither a value nor a DecodeError: " << other.what());
    return 0;
  }
}

template <class... T>
struct Types {
  static int try_out_all(const std::string& bytes) { return (try_out<T>(bytes) + ...); }
};

using All = Types<bool, std::int16_t, std::int32_t, std::int64_t, float, double, Numeric, Money, Uuid, Oid, Lsn, Date,
                  Time, TimeTz, Timestamp, TimestampTz, Interval, std::string, Bytes, BitString, Json, Xml, TsVector,
                  TsQuery, PasswordHash, Ciphertext, Inet, Cidr, MacAddr, MacAddr8, Point, Line, LineSegment, Box, Path,
                  Polygon, Circle, Mood, Range<std::int32_t>, Range<std::int64_t>, Range<Numeric>, Range<Date>,
                  Range<Timestamp>, Range<TimestampTz>, Multirange<std::int32_t>, Multirange<Numeric>,
                  Multirange<TimestampTz>, std::vector<bool>, std::vector<std::int32_t>, std::vector<std::string>,
                  std::vector<std::optional<Numeric>>, std::vector<std::optional<std::string>>, std::vector<Inet>,
                  std::vector<Range<Date>>, std::vector<std::optional<Interval>>, std::vector<Mood>>;

std::vector<std::string> corpus() {
  std::ifstream file(SCHEMAC_SOURCE_DIR "/tests/unit/runtime/codec_corpus.txt");
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    while (!line.empty() && line.back() == ' ') line.pop_back();
    std::string bytes;
    for (std::size_t at = 0; at + 1 < line.size(); at += 2)
      bytes.push_back(static_cast<char>(std::stoi(line.substr(at, 2), nullptr, 16)));
    if (!bytes.empty()) all.push_back(std::move(bytes));
  }
  return all;
}

/// The same draws on every machine: distributions are not, the generator is.
class Lot {
 public:
  explicit Lot(std::uint32_t seed) : generator_(seed) {}
  std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(generator_() % bound); }
  char byte() {
    constexpr unsigned char kTelling[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    const bool telling = below(2) == 0;
    return static_cast<char>(telling ? kTelling[below(std::size(kTelling))] : below(256));
  }

 private:
  std::mt19937 generator_;
};

std::string changed(std::string bytes, Lot& lot) {
  for (std::uint32_t change = lot.below(3) + 1; change > 0; --change) {
    const std::size_t at = bytes.empty() ? 0 : lot.below(bytes.size());
    switch (lot.below(5)) {
      case 0:
        if (!bytes.empty()) bytes[at] = lot.byte();
        break;
      case 1:
        bytes.resize(at);
        break;
      case 2:
        bytes.insert(at, 1 + lot.below(4), lot.byte());
        break;
      case 3:
        bytes.append(bytes.substr(at));
        break;
      default:  // a number of four bytes: a length, a count
        for (std::size_t i = at; i < std::min(at + 4, bytes.size()); ++i) bytes[i] = lot.byte();
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("bytes of the corpus are values or errors to every codec") {
  const std::vector<std::string> all = corpus();
  REQUIRE(all.size() > 60);
  int values = 0;
  for (const std::string& bytes : all) values += All::try_out_all(bytes);
  CHECK(values > 100);  // it is not only refused
  CHECK(All::try_out_all("") > 0);
}

TEST_CASE("bytes of the corpus that were changed a little are values or errors to every codec") {
  const std::vector<std::string> all = corpus();
  Lot lot(20260601);
  for (int round = 0; round < 60; ++round)
    for (const std::string& bytes : all) All::try_out_all(changed(bytes, lot));
}

TEST_CASE("bytes that are drawn by lot are values or errors to every codec") {
  Lot lot(7);
  for (int round = 0; round < 6'000; ++round) {
    std::string bytes(lot.below(48), '\0');
    for (char& byte : bytes) byte = lot.byte();
    All::try_out_all(bytes);
  }
}

TEST_CASE("text that is drawn by lot is read as a value or refused") {
  Lot lot(11);
  constexpr std::string_view kLetters = "0123456789.:-+/ eE'\"$aBCTZ{}[](),\\infnayP\n\x80\xc3";
  for (int round = 0; round < 30'000; ++round) {
    std::string text(lot.below(24), ' ');
    for (char& letter : text) letter = kLetters[lot.below(kLetters.size())];
    static_cast<void>(Uuid::parse(text));
    static_cast<void>(Inet::parse(text));
    static_cast<void>(Cidr::parse(text));
    static_cast<void>(MacAddr::parse(text));
    if (const auto date = Date::parse(text)) CHECK(Date::parse(date->to_string()) == date);
    if (const auto instant = TimestampTz::parse(text)) CHECK(TimestampTz::parse(instant->to_string()) == instant);
    static_cast<void>(PageKey::parse(text));
    static_cast<void>(statement_name(text));
    const std::string safe = redacted(text);
    CHECK(redacted(safe) == safe);
  }
}
