#include "schemac/runtime/query/sql_text.hpp"

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
};

}  // namespace

struct SqlText::Body {
  Body() { sql.reserve(kUsual); }
  Body(const Body& other)
      : sql(other.sql), bytes(other.bytes), slots(other.slots), missing(other.missing), qualified(other.qualified) {}

  static constexpr std::size_t kUsual = 120;  // the length of most conditions, before which nothing has to be moved

  std::atomic<std::size_t> owners{1};
  std::string sql;  // with marks
  std::string bytes;
  std::vector<Slot> slots;
  std::vector<std::string_view> missing;  // qualifiers of tables; literals
  bool qualified = false;
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
  body.slots.push_back({bytes.size(), oid, text, false});
  body.bytes.append(bytes);
  body.bytes.push_back('\0');  // libpq reads text up to its NUL
  return *this;
}

SqlText& SqlText::bind_null(std::uint32_t oid) {
  Body& body = own();
  add_mark(body.sql, kPlaceholder);
  body.slots.push_back({0, oid, true, true});
  body.bytes.push_back('\0');
  return *this;
}

std::uint64_t SqlText::hash() const noexcept {
  return body_ == nullptr ? hash_of_sql({}) : hash_of_sql(body_->bytes, hash_of_sql(body_->sql));
}

std::string SqlText::spell() const {
  if (body_ == nullptr) return {};
  return spell_sql(body_->sql, body_->sql.size() + 2 * body_->slots.size(), body_->qualified, body_->missing);
}

void SqlText::lend(Parameters& parameters) const {
  if (body_ == nullptr) return;
  const char* bytes = body_->bytes.c_str();
  for (const Slot& slot : body_->slots) {
    parameters.add_encoded(slot.null ? nullptr : bytes, slot.size, slot.oid, slot.text ? Format::text : Format::binary);
    bytes += slot.size + 1;
  }
}

}  // namespace schemac::runtime
