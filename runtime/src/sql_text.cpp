#include "schemac/runtime/query/sql_text.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <vector>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/query/query_text.hpp"
#include "spell_sql.hpp"

namespace schemac::runtime {
namespace {

using namespace detail;  // the marks

void add_mark(std::string& sql, char mark) {
  sql.push_back('\0');
  sql.push_back(mark);
}

struct Slot {
  std::size_t size;
  std::uint32_t oid;
  bool text;
  bool null;
  std::uint16_t back;  // so many slots before is the one whose placeholder this has; 0: it has its own

  bool is_alike(const Slot& other) const noexcept {
    return size == other.size && oid == other.oid && text == other.text && null == other.null;
  }
};

/// Where a value stands: its mark in the text, and its bytes.
struct Spot {
  std::size_t mark;
  std::size_t bytes;
};

std::vector<Spot> spots_of(std::string_view sql, const std::vector<Slot>& slots) {
  std::vector<Spot> spots;
  spots.reserve(slots.size());
  std::size_t bytes = 0;
  for (std::size_t mark = sql.find('\0'); mark != std::string_view::npos; mark = sql.find('\0', mark + 2)) {
    if (sql[mark + 1] != kPlaceholder) continue;
    const std::size_t size = slots[spots.size()].size + 1;
    spots.push_back({mark, bytes});
    bytes += size;
  }
  return spots;
}

}  // namespace

struct SqlText::Body {
  Body() { sql.reserve(kUsual); }
  Body(const Body& other)
      : sql(other.sql),
        bytes(other.bytes),
        slots(other.slots),
        missing(other.missing),
        qualified(other.qualified),
        united(other.united) {}

  /// Whether the values of `expression` are those of as many slots from `first`.
  bool has_values_of(const Body& expression, std::size_t first, const Spot& spot) const {
    const auto is_alike = [](const Slot& here, const Slot& there) { return here.is_alike(there); };
    return std::equal(expression.slots.begin(), expression.slots.end(),
                      slots.begin() + static_cast<std::ptrdiff_t>(first), is_alike) &&
           bytes.compare(spot.bytes, expression.bytes.size(), expression.bytes) == 0;
  }

  /// The slot whose placeholder this one has.
  std::size_t root_of(std::size_t slot) const {
    while (slots[slot].back != 0) slot -= slots[slot].back;
    return slot;
  }

  void unite_slots(std::size_t one, std::size_t other) {
    const std::size_t first = root_of(one), second = root_of(other);
    const std::size_t before = std::min(first, second), after = std::max(first, second);
    if (before == after || after - before > std::numeric_limits<std::uint16_t>::max()) return;
    slots[after].back = static_cast<std::uint16_t>(after - before);
    united = true;
  }

  /// The numbers of placeholders, where they are not 1, 2, …; else nothing.
  std::vector<int> numbers() const {
    std::vector<int> numbers;
    if (!united) return numbers;
    numbers.reserve(slots.size());
    int last = 0;
    for (const Slot& slot : slots) numbers.push_back(slot.back == 0 ? ++last : numbers[numbers.size() - slot.back]);
    return numbers;
  }

  static constexpr std::size_t kUsual = 120;  // the length of most conditions, before which nothing has to be moved

  std::atomic<std::size_t> owners{1};
  std::string sql;  // with marks
  std::string bytes;
  std::vector<Slot> slots;
  std::vector<std::string_view> missing;  // qualifiers of tables; literals
  bool qualified = false;
  bool united = false;  // whether slots share a placeholder
};

void SqlText::share(Body& body) noexcept { body.owners.fetch_add(1, std::memory_order_relaxed); }

void SqlText::release(Body& body) noexcept {
  if (body.owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete &body;
}

SqlText::Body& SqlText::own() {
  if (body_ == nullptr) {
    body_ = new Body;
  } else if (body_->owners.load(std::memory_order_acquire) != 1) {
    Body* const copy = new Body(*body_);
    release(*body_);
    body_ = copy;
  }
  return *body_;
}

SqlText::SqlText(Fragment fragment) { add(fragment); }

bool SqlText::empty() const noexcept { return body_ == nullptr || body_->sql.empty(); }

SqlText& SqlText::qualify() {
  own().qualified = true;
  return *this;
}

SqlText& SqlText::miss(std::string_view qualifier) {
  own().missing.push_back(qualifier);
  return *this;
}

SqlText& SqlText::add_generated(std::string_view text) {
  if (!text.empty()) own().sql.append(text);
  return *this;
}

SqlText& SqlText::add(const SqlText& other) {
  if (other.body_ == nullptr) return *this;
  if (body_ == nullptr) return *this = other;
  const SqlText kept(other);  // which may be this
  Body& body = own();
  const Body& more = *kept.body_;
  body.sql.append(more.sql);
  body.slots.insert(body.slots.end(), more.slots.begin(), more.slots.end());
  body.bytes.append(more.bytes);
  body.missing.insert(body.missing.end(), more.missing.begin(), more.missing.end());
  body.qualified = body.qualified || more.qualified;
  body.united = body.united || more.united;
  return *this;
}

QueryText SqlText::query_text() const { return QueryText(spell()); }

SqlText& SqlText::add_column(std::string_view qualifier, std::string_view name) {
  std::string& sql = own().sql;
  add_mark(sql, kQualifier);
  sql.append(qualifier);
  add_mark(sql, kName);
  sql.append(name);
  return *this;
}

SqlText& SqlText::add_equal(const SqlText& left, bool left_nullable, const SqlText& right, bool right_nullable) {
  add_mark(own().sql, kCompared);
  std::string& sql = add(left).own().sql;
  add_mark(sql, kEqual);
  sql.push_back(left_nullable ? kYes : kNo);
  sql.push_back(right_nullable ? kYes : kNo);
  add_mark(add(right).own().sql, kEnd);
  return *this;
}

SqlText& SqlText::add_unequal(const SqlText& left, const SqlText& right) {
  add_mark(own().sql, kCompared);
  add_mark(add(left).own().sql, kUnequal);
  add_mark(add(right).own().sql, kEnd);
  return *this;
}

SqlText& SqlText::add_negated(const SqlText& condition) {
  add_mark(own().sql, kNegated);
  add_mark(add(condition).own().sql, kEnd);
  return *this;
}

SqlText& SqlText::add_present(std::string_view qualifier, const SqlText& condition) {
  std::string& sql = own().sql;
  add_mark(sql, kPresent);
  sql.append(qualifier);
  add_mark(sql, kName);
  add_mark(add(condition).own().sql, kEnd);
  return *this;
}

SqlText& SqlText::bind(std::string_view bytes, std::uint32_t oid, bool text) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    throw InvalidValue("a value of more than 2 GB cannot be sent");
  Body& body = own();
  add_mark(body.sql, kPlaceholder);
  body.slots.push_back({bytes.size(), oid, text, false, 0});
  body.bytes.append(bytes);
  body.bytes.push_back('\0');  // libpq reads text up to its NUL
  return *this;
}

SqlText& SqlText::bind_null(std::uint32_t oid) {
  Body& body = own();
  add_mark(body.sql, kPlaceholder);
  body.slots.push_back({0, oid, true, true, 0});
  body.bytes.push_back('\0');
  return *this;
}

std::size_t SqlText::size() const noexcept { return body_ == nullptr ? 0 : body_->sql.size(); }

SqlText& SqlText::unite(const std::vector<SqlText>& expressions, std::size_t except_from, std::size_t except_to) {
  const auto has_values = [](const SqlText& each) { return each.body_ != nullptr && !each.body_->slots.empty(); };
  if (std::none_of(expressions.begin(), expressions.end(), has_values)) return *this;
  Body& body = own();
  const std::vector<Spot> spots = spots_of(body.sql, body.slots);
  for (const SqlText& each : expressions) {
    if (!has_values(each)) continue;
    const Body& expression = *each.body_;
    std::size_t first = spots.size();  // the first of its values, where it stands first
    for (std::size_t at = body.sql.find(expression.sql); at != std::string::npos;
         at = body.sql.find(expression.sql, at + 1)) {
      if (at >= except_from && at < except_to) continue;
      const auto spot = std::lower_bound(spots.begin(), spots.end(), at,
                                         [](const Spot& before, std::size_t text) { return before.mark < text; });
      const auto here = static_cast<std::size_t>(spot - spots.begin());
      if (!body.has_values_of(expression, here, *spot)) continue;
      if (first == spots.size()) first = here;
      for (std::size_t index = 0; index < expression.slots.size(); ++index)
        body.unite_slots(first + index, here + index);
    }
  }
  return *this;
}

std::uint64_t SqlText::hash() const noexcept {
  return body_ == nullptr ? hash_of_sql({}) : hash_of_sql(body_->bytes, hash_of_sql(body_->sql));
}

std::string SqlText::spell() const {
  if (body_ == nullptr) return {};
  return spell_sql(body_->sql, body_->sql.size() + 2 * body_->slots.size(), body_->qualified, body_->missing,
                   body_->numbers());
}

void SqlText::lend(Parameters& parameters) const {
  if (body_ == nullptr) return;
  const char* bytes = body_->bytes.c_str();
  for (const Slot& slot : body_->slots) {
    const Format format = slot.text ? Format::text : Format::binary;
    if (slot.back == 0) parameters.add_encoded(slot.null ? nullptr : bytes, slot.size, slot.oid, format);
    bytes += slot.size + 1;
  }
}

}  // namespace schemac::runtime
