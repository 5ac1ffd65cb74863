// Values of every type that columns have, each another one for another number.
#include <fmt/format.h>

#include <algorithm>

#include "schemac/runtime/bytes.hpp"
#include "schemac/runtime/date_time.hpp"
#include "schemac/runtime/geometry.hpp"
#include "schemac/runtime/interval.hpp"
#include "schemac/runtime/json.hpp"
#include "schemac/runtime/money.hpp"
#include "schemac/runtime/multirange.hpp"
#include "schemac/runtime/network.hpp"
#include "schemac/runtime/numeric.hpp"
#include "schemac/runtime/range.hpp"
#include "schemac/runtime/system_types.hpp"
#include "schemac/runtime/text_search.hpp"
#include "schemac/runtime/uuid.hpp"
#include "schemac/runtime/xml.hpp"
#include "schemac/testing/factory.hpp"

namespace schemac::testing::values {
namespace {

using namespace runtime;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400;
constexpr std::int32_t kFirstDay = 7305;  // 2020-01-01, from 2000-01-01

/// Up to four bytes of the number, the last one last.
template <class Bytes>
void put_number(Bytes& bytes, std::size_t end, std::int64_t number) {
  for (std::size_t i = 0; i < 4; ++i)
    bytes[end - 1 - i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> 8U * i);
}

std::int64_t moment(std::int64_t number) { return (kFirstDay * kDay + number) * kSecond; }

template <class T, class Bound>
Range<T> slot(std::int64_t number, Bound bound) {
  return Range<T>(bound(number * 10), bound(number * 10 + 10));
}

}  // namespace

std::string text(std::int64_t number, std::string_view name, std::size_t minimum, std::size_t maximum) {
  std::string digits = std::to_string(number);
  if (maximum > 0 && digits.size() > maximum) digits.erase(0, digits.size() - maximum);
  if (maximum > 0) name = name.substr(0, maximum - digits.size());
  std::string text(name);
  if (text.size() + digits.size() < minimum) text.append(minimum - text.size() - digits.size(), 'x');
  return text + digits;
}

std::string email(std::int64_t number, std::string_view name, std::size_t maximum) {
  if (maximum == 0) return text(number, name, 0, 0) + "@example.org";
  const std::string place = maximum >= 24 ? "@example.org" : "@x.io";
  const std::size_t left = maximum > place.size() ? maximum - place.size() : 1;
  return text(number, name, 0, left) + place;
}

std::string matching(std::int64_t number, std::initializer_list<std::string_view> letters) {
  std::string text(letters.size(), '\0');
  auto rest = static_cast<std::uint64_t>(number - 1);
  for (std::size_t i = text.size(); i-- > 0;) {
    const std::string_view choice = letters.begin()[i];
    text[i] = choice[rest % choice.size()];
    rest /= choice.size();
  }
  return text;
}

BitString bits(std::int64_t number, std::size_t size) {
  std::string digits(size, '0');
  for (std::size_t i = 0; i < std::min<std::size_t>(size, 63); ++i)
    if ((static_cast<std::uint64_t>(number) >> i & 1U) != 0) digits[size - 1 - i] = '1';
  return BitString(digits);
}

PasswordHash password_hash() {
  static const PasswordHash hash = PasswordHash::of("password", {1, 8192});
  return hash;
}

std::int64_t between(std::int64_t number, std::int64_t lowest, std::int64_t highest) {
  const auto span = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest) + 1;
  const auto step = static_cast<std::uint64_t>(number - 1);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + (span == 0 ? step : step % span));
}

namespace {

template <class T>
struct As {};

Bytes make(As<Bytes>, std::int64_t number) {
  const std::string digits = std::to_string(number);
  Bytes bytes;
  for (const char digit : digits) bytes.push_back(static_cast<std::byte>(digit));
  return bytes;
}
Uuid make(As<Uuid>, std::int64_t number) {
  Uuid uuid;
  uuid.bytes[6] = 0x40;  // version 4, variant 1
  uuid.bytes[8] = 0x80;
  put_number(uuid.bytes, 16, number);
  return uuid;
}
Date make(As<Date>, std::int64_t number) { return {kFirstDay + whole<std::int32_t>(number, 0, 1'000'000)}; }
Time make(As<Time>, std::int64_t number) { return {number % kDay * kSecond}; }
TimeTz make(As<TimeTz>, std::int64_t number) { return {number % kDay * kSecond, 0}; }
Timestamp make(As<Timestamp>, std::int64_t number) { return {moment(number)}; }
TimestampTz make(As<TimestampTz>, std::int64_t number) { return {moment(number)}; }
Interval make(As<Interval>, std::int64_t number) { return {0, 0, number * kSecond}; }
Json make(As<Json>, std::int64_t number) { return Json(fmt::format("{{\"n\": {}}}", number)); }
Xml make(As<Xml>, std::int64_t number) { return {fmt::format("<n>{}</n>", number)}; }
Money make(As<Money>, std::int64_t number) { return Money(number * 100); }
Inet make(As<Inet>, std::int64_t number) {
  Inet inet;
  put_number(inet.bytes, 4, number);
  inet.bytes[0] = 10;
  return inet;
}
Cidr make(As<Cidr>, std::int64_t number) {
  Cidr cidr;
  put_number(cidr.bytes, 4, number);
  cidr.bytes[0] = 10;
  return cidr;
}
MacAddr make(As<MacAddr>, std::int64_t number) {
  MacAddr address;
  put_number(address.bytes, 6, number);
  return address;
}
MacAddr8 make(As<MacAddr8>, std::int64_t number) {
  MacAddr8 address;
  put_number(address.bytes, 8, number);
  return address;
}
Point make(As<Point>, std::int64_t number) { return {static_cast<double>(number), 0}; }
Line make(As<Line>, std::int64_t number) { return {1, -1, static_cast<double>(number)}; }
LineSegment make(As<LineSegment>, std::int64_t number) {
  return {make(As<Point>{}, number), {static_cast<double>(number), 1}};
}
Box make(As<Box>, std::int64_t number) { return {{static_cast<double>(number) + 0.5, 1}, make(As<Point>{}, number)}; }
Path make(As<Path>, std::int64_t number) {
  return {false, {make(As<Point>{}, number), {static_cast<double>(number), 1}}};
}
Polygon make(As<Polygon>, std::int64_t number) {
  const auto x = static_cast<double>(number);
  return {{{x, 0}, {x + 0.5, 1}, {x + 0.5, 0}}};
}
Circle make(As<Circle>, std::int64_t number) { return {make(As<Point>{}, number), 0.25}; }
TsVector make(As<TsVector>, std::int64_t number) { return {fmt::format("'n{}'", number)}; }
TsQuery make(As<TsQuery>, std::int64_t number) { return {fmt::format("'n{}'", number)}; }
Oid make(As<Oid>, std::int64_t number) { return {whole<std::uint32_t>(number, 1, 0xFFFF'FFFF)}; }
Lsn make(As<Lsn>, std::int64_t number) { return {static_cast<std::uint64_t>(number)}; }

Range<std::int32_t> make(As<Range<std::int32_t>>, std::int64_t number) {
  return slot<std::int32_t>(between(number, 0, 200'000'000),
                            [](std::int64_t n) { return static_cast<std::int32_t>(n); });
}
Range<std::int64_t> make(As<Range<std::int64_t>>, std::int64_t number) {
  return slot<std::int64_t>(number, [](std::int64_t n) { return n; });
}
Range<Numeric> make(As<Range<Numeric>>, std::int64_t number) {
  return slot<Numeric>(number, [](std::int64_t n) { return Numeric(n); });
}
Range<Date> make(As<Range<Date>>, std::int64_t number) {
  return Range<Date>(make(As<Date>{}, number), Date{make(As<Date>{}, number).days_since_2000 + 1});
}
Range<Timestamp> make(As<Range<Timestamp>>, std::int64_t number) {
  return slot<Timestamp>(number, [](std::int64_t n) { return Timestamp{moment(n * 360)}; });
}
Range<TimestampTz> make(As<Range<TimestampTz>>, std::int64_t number) {
  return slot<TimestampTz>(number, [](std::int64_t n) { return TimestampTz{moment(n * 360)}; });
}
Multirange<std::int32_t> make(As<Multirange<std::int32_t>>, std::int64_t number) {
  return {{make(As<Range<std::int32_t>>{}, number)}};
}
Multirange<std::int64_t> make(As<Multirange<std::int64_t>>, std::int64_t number) {
  return {{make(As<Range<std::int64_t>>{}, number)}};
}
Multirange<Numeric> make(As<Multirange<Numeric>>, std::int64_t number) {
  return {{make(As<Range<Numeric>>{}, number)}};
}
Multirange<Date> make(As<Multirange<Date>>, std::int64_t number) { return {{make(As<Range<Date>>{}, number)}}; }
Multirange<Timestamp> make(As<Multirange<Timestamp>>, std::int64_t number) {
  return {{make(As<Range<Timestamp>>{}, number)}};
}
Multirange<TimestampTz> make(As<Multirange<TimestampTz>>, std::int64_t number) {
  return {{make(As<Range<TimestampTz>>{}, number)}};
}

}  // namespace

template <class T>
T of(std::int64_t number) {
  return make(As<T>{}, number);
}

template Bytes of(std::int64_t number);
template Uuid of(std::int64_t number);
template Date of(std::int64_t number);
template Time of(std::int64_t number);
template TimeTz of(std::int64_t number);
template Timestamp of(std::int64_t number);
template TimestampTz of(std::int64_t number);
template Interval of(std::int64_t number);
template Json of(std::int64_t number);
template Xml of(std::int64_t number);
template Money of(std::int64_t number);
template Inet of(std::int64_t number);
template Cidr of(std::int64_t number);
template MacAddr of(std::int64_t number);
template MacAddr8 of(std::int64_t number);
template Point of(std::int64_t number);
template Line of(std::int64_t number);
template LineSegment of(std::int64_t number);
template Box of(std::int64_t number);
template Path of(std::int64_t number);
template Polygon of(std::int64_t number);
template Circle of(std::int64_t number);
template TsVector of(std::int64_t number);
template TsQuery of(std::int64_t number);
template Oid of(std::int64_t number);
template Lsn of(std::int64_t number);
template Range<std::int32_t> of(std::int64_t number);
template Range<std::int64_t> of(std::int64_t number);
template Range<Numeric> of(std::int64_t number);
template Range<Date> of(std::int64_t number);
template Range<Timestamp> of(std::int64_t number);
template Range<TimestampTz> of(std::int64_t number);
template Multirange<std::int32_t> of(std::int64_t number);
template Multirange<std::int64_t> of(std::int64_t number);
template Multirange<Numeric> of(std::int64_t number);
template Multirange<Date> of(std::int64_t number);
template Multirange<Timestamp> of(std::int64_t number);
template Multirange<TimestampTz> of(std::int64_t number);

void fail_unknown(std::string_view factory, std::string_view field) {
  throw FactoryFailure(fmt::format(
      "{0} knows no value for `{1}`: give it, `{{.{1} = …}}`, or say for all rows what it is with `{0}::define`",
      factory, field));
}

namespace {

bool overlap(const std::vector<std::string_view>& some, const std::vector<std::string_view>& others) {
  return std::any_of(some.begin(), some.end(), [&](std::string_view each) {
    return std::find(others.begin(), others.end(), each) != others.end();
  });
}

std::string listed(const std::vector<std::string_view>& fields) {
  std::string list;
  for (const std::string_view field : fields) list += fmt::format("{}`{}`", list.empty() ? "" : ", ", field);
  return list;
}

[[noreturn]] void blame(std::string_view factory, const std::vector<std::string_view>& fields, const char* why) {
  throw FactoryFailure(
      fmt::format("{0} cannot know what {1} must be: give it, or say for all rows what it is with `{0}::define`\n  {2}",
                  factory, listed(fields), why));
}

}  // namespace

void explain(std::string_view factory, const ConstraintViolation& violation, const std::vector<std::string_view>& about,
             const std::vector<std::string_view>& given) {
  if (!about.empty() && !overlap(about, given)) blame(factory, about, violation.what());
}

void explain(std::string_view factory, const ValidationFailure& failure, const std::vector<std::string_view>& given) {
  std::vector<std::string_view> fields;
  for (const BrokenRule& rule : failure.broken()) fields.push_back(rule.field);
  if (!overlap(fields, given)) blame(factory, fields, failure.what());
}

}  // namespace schemac::testing::values
