#include "statement_cache.hpp"

#include <random>

namespace schemac::runtime::detail {
namespace {

bool is_for(const PreparedStatement& prepared, const Statement& statement, const Parameters& parameters) noexcept {
  if (prepared.sql != statement.sql() || prepared.parameter_types.size() != parameters.size()) return false;
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    if (prepared.parameter_types[index] != parameters[index].oid) return false;
  }
  return true;
}

}  // namespace

template <class Is>
PreparedStatement* StatementCache::find_that(std::uint64_t hash, const Is& is) noexcept {
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto candidate = first; candidate != last; ++candidate) {
    const auto entry = candidate->second;
    if (!is(*entry)) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return &*entry;
  }
  return nullptr;
}

PreparedStatement* StatementCache::find(const Statement& statement, const Parameters& parameters) noexcept {
  return find_that(statement.key(),
                   [&](const PreparedStatement& entry) { return is_for(entry, statement, parameters); });
}

PreparedStatement* StatementCache::find(std::string_view sql, std::uint64_t hash,
                                        const std::vector<std::uint32_t>& parameter_types) noexcept {
  return find_that(hash, [&](const PreparedStatement& entry) {
    return entry.sql == sql && entry.parameter_types == parameter_types;
  });
}

std::string StatementCache::next_name() {
  if (prefix_.empty()) {
    std::random_device lot;
    prefix_ = "schemac_";
    for (int digit = 0; digit < 16; ++digit) prefix_ += "0123456789abcdef"[lot() % 16];
    prefix_ += '_';
  }
  return prefix_ + std::to_string(++named_);
}

PreparedStatement& StatementCache::insert(PreparedStatement&& statement) {
  entries_.push_front(std::move(statement));
  try {
    by_hash_.emplace(entries_.front().hash, entries_.begin());
  } catch (...) {
    entries_.pop_front();
    throw;
  }
  return entries_.front();
}

void StatementCache::put_out(const PreparedStatement& statement) {
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (&*entry == &statement) return put_out(entry);
  }
}

void StatementCache::put_out_all() {
  while (!entries_.empty()) put_out(entries_.begin());
}

void StatementCache::make_room(std::size_t coming) {
  while (!entries_.empty() && entries_.size() + coming > capacity_) put_out(std::prev(entries_.end()));
}

void StatementCache::deallocated(std::size_t count) {
  put_out_.erase(put_out_.begin(), put_out_.begin() + static_cast<std::ptrdiff_t>(count));
}

void StatementCache::put_out(Entries::iterator entry) {
  put_out_.push_back(entry->name);
  const auto [first, last] = by_hash_.equal_range(entry->hash);
  for (auto candidate = first; candidate != last; ++candidate) {
    if (candidate->second != entry) continue;
    by_hash_.erase(candidate);
    break;
  }
  entries_.erase(entry);
}

}  // namespace schemac::runtime::detail
