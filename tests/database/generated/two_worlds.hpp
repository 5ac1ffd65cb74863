// Calls made twice for one tenant: in a world where another tenant has rows, and in one where he never had any. What
// differs between the two tells of him, whatever it is: a row, a number, whether there is something, an error.
#pragma once

#include <schemac/runtime/error.hpp>
#include <schemac/runtime/text_result.hpp>
#include <schemac/runtime/transaction.hpp>
#include <set>
#include <string>
#include <type_traits>
#include <variant>

#include "database/generated/every_call.hpp"

namespace schemac::tests {

class TwoWorlds {
 public:
  /// @param transaction of the tables' owner, so that time stands still; each call is undone
  /// @param role for which the calls are made
  /// @param others the SQL condition of the rows of `table` that are another's
  TwoWorlds(runtime::Transaction& transaction, const std::string& role, const std::string& table,
            const std::string& others)
      : transaction_(&transaction),
        become_("SET LOCAL ROLE \"" + role + "\""),
        remove_("DELETE FROM " + table + " WHERE " + others),
        look_("SELECT coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') FROM " + table + " t WHERE " + others) {}

  template <class F>
  void operator()(const std::string& name, const F& function, Effect = Effect::reads) {
    names_.insert(name);
    const auto with = outcome(name, function, true);
    if (outcome(name, function, false) != with) telling_.insert(name);
  }

  const std::set<std::string>& names() const noexcept { return names_; }
  /// The functions whose result was another one for the other's rows.
  const std::set<std::string>& telling() const noexcept { return telling_; }
  /// The functions that changed the other's rows.
  const std::set<std::string>& touching() const noexcept { return touching_; }

 private:
  template <class F>
  auto outcome(const std::string& name, const F& function, bool others) {
    using Value = std::decay_t<decltype(function())>;
    std::variant<Value, runtime::ErrorFields> result;
    runtime::Savepoint world(*transaction_);
    if (!others) transaction_->execute_unchecked_sql(remove_);
    const std::string before = rows();
    transaction_->execute_unchecked_sql(become_);
    try {
      runtime::Savepoint call(*transaction_);
      result.template emplace<0>(function());
      call.release();
    } catch (const runtime::Error& error) {
      result.template emplace<1>(error.fields());
    }
    transaction_->execute_unchecked_sql("RESET ROLE");
    if (rows() != before) touching_.insert(name);
    world.rollback();
    return Outcome<Value>{std::move(result)};
  }

  template <class Value>
  struct Outcome {
    std::variant<Value, runtime::ErrorFields> result;
    bool operator!=(const Outcome& other) const {
      if (result.index() != other.result.index()) return true;
      if (result.index() == 0) return !(std::get<0>(result) == std::get<0>(other.result));
      const auto &mine = std::get<1>(result), &theirs = std::get<1>(other.result);
      return mine.sqlstate != theirs.sqlstate || mine.message != theirs.message || mine.detail != theirs.detail;
    }
  };

  std::string rows() {
    const auto found = transaction_->query_unchecked_sql(look_);
    return std::string(found[0].text(0));
  }

  runtime::Transaction* transaction_;
  std::string become_, remove_, look_;
  std::set<std::string> names_, telling_, touching_;
};

}  // namespace schemac::tests
