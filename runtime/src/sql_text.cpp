#include "schemac/runtime/query/sql_text.hpp"

#include <limits>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/query/query_text.hpp"

namespace schemac::runtime {
namespace {

// Behind a NUL: what the mark is. A qualifier stands between kQualifier and kName.
constexpr char kPlaceholder = '$';
constexpr char kQualifier = 'q';
constexpr char kName = 'n';

void add_mark(std::string& sql, char mark) {
  sql.push_back('\0');
  sql.push_back(mark);
}

}  // namespace

SqlText::SqlText() noexcept = default;
SqlText::SqlText(Fragment fragment) : sql_(fragment.sql()) {}
SqlText::SqlText(const SqlText& other) = default;
SqlText::SqlText(SqlText&& other) noexcept = default;
SqlText& SqlText::operator=(const SqlText& other) = default;
SqlText& SqlText::operator=(SqlText&& other) noexcept = default;
SqlText::~SqlText() = default;

SqlText& SqlText::add_generated(std::string_view text) {
  sql_.append(text);
  return *this;
}

SqlText& SqlText::add(const SqlText& other) {
  sql_.append(other.sql_);
  slots_.insert(slots_.end(), other.slots_.begin(), other.slots_.end());
  bytes_.append(other.bytes_);
  qualified_ = qualified_ || other.qualified_;
  return *this;
}

QueryText SqlText::query_text() const { return QueryText(spell()); }

SqlText& SqlText::add_column(std::string_view qualifier, std::string_view name) {
  add_mark(sql_, kQualifier);
  sql_.append(qualifier);
  add_mark(sql_, kName);
  sql_.append(name);
  return *this;
}

SqlText& SqlText::bind(std::string_view bytes, std::uint32_t oid, bool text) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    throw InvalidValue("a value of more than 2 GB cannot be sent");
  add_mark(sql_, kPlaceholder);
  slots_.push_back({bytes.size(), oid, text, false});
  bytes_.append(bytes);
  bytes_.push_back('\0');  // libpq reads text up to its NUL
  return *this;
}

SqlText& SqlText::bind_null(std::uint32_t oid) {
  add_mark(sql_, kPlaceholder);
  slots_.push_back({0, oid, true, true});
  bytes_.push_back('\0');
  return *this;
}

std::uint64_t SqlText::hash() const noexcept { return hash_of_sql(bytes_, hash_of_sql(sql_)); }

std::string SqlText::spell() const {
  std::string spelled;
  spelled.reserve(sql_.size() + 2 * slots_.size());
  int placeholders = 0;
  std::size_t at = 0;
  for (std::size_t mark = sql_.find('\0'); mark != std::string::npos; mark = sql_.find('\0', at)) {
    spelled.append(sql_, at, mark - at);
    at = mark + 2;
    if (sql_[mark + 1] == kPlaceholder) {
      spelled.push_back('$');
      spelled.append(std::to_string(++placeholders));
    } else if (sql_[mark + 1] == kQualifier) {
      const std::size_t end = sql_.find('\0', at);
      if (qualified_) spelled.append(sql_, at, end - at).push_back('.');
      at = end + 2;
    }
  }
  return spelled.append(sql_, at);
}

void SqlText::lend(Parameters& parameters) const {
  const char* bytes = bytes_.c_str();
  for (const Slot& slot : slots_) {
    parameters.add_encoded(slot.null ? nullptr : bytes, slot.size, slot.oid, slot.text ? Format::text : Format::binary);
    bytes += slot.size + 1;
  }
}

}  // namespace schemac::runtime
