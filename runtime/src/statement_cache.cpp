#include "statement_cache.hpp"

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

PreparedStatement* StatementCache::find(const Statement& statement, const Parameters& parameters) noexcept {
  const auto [first, last] = by_hash_.equal_range(statement.hash());
  for (auto candidate = first; candidate != last; ++candidate) {
    const auto entry = candidate->second;
    if (!is_for(*entry, statement, parameters)) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return &*entry;
  }
  return nullptr;
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

void StatementCache::remove(const PreparedStatement& statement) {
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (&*entry == &statement) return erase(entry);
  }
}

std::optional<std::string> StatementCache::evict_when_full() {
  if (entries_.size() < capacity_) return std::nullopt;
  std::string name = entries_.back().name;
  erase(std::prev(entries_.end()));
  return name;
}

void StatementCache::erase(Entries::iterator entry) {
  const auto [first, last] = by_hash_.equal_range(entry->hash);
  for (auto candidate = first; candidate != last; ++candidate) {
    if (candidate->second != entry) continue;
    by_hash_.erase(candidate);
    break;
  }
  entries_.erase(entry);
}

}  // namespace schemac::runtime::detail
