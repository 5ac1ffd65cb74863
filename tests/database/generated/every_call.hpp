// Calls of every function that a generated repository has, for what has to hold for each of them. Which ones there are
// the generated header says, so that a new one is not forgotten.
#pragma once

#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>
#include <set>
#include <string>
#include <tuple>

namespace schemac::tests {

/// The public functions that send something of a class in a generated header of `project` (`eventide`, `second`).
std::set<std::string> functions_of(const std::string& project, const std::string& header,
                                   const std::string& repository);

/// Which functions were called. That the server refuses what one of them sends is no matter here.
class Calls {
 public:
  template <class F>
  void operator()(const char* name, const F& function) {
    names_.insert(name);
    try {
      static_cast<void>(function());
    } catch (const runtime::Error&) {
    }
  }
  const std::set<std::string>& names() const noexcept { return names_; }

 private:
  std::set<std::string> names_;
};

/// What a repository has by itself: all but its finders and listers.
/// @param key of one row, in the order of its columns
template <class Row, class Repository, class New, class... Part>
void call_all(Calls& call, Repository& rows, const New& new_row, const typename runtime::EntityOf<Row>::Patch& patch,
              const Part&... key) {
  call("insert", [&] { return rows.insert(new_row); });
  call("insert_many", [&] { return rows.insert_many({new_row, new_row}); });
  call("insert_bulk", [&] { return rows.insert_bulk({new_row}); });
  call("find", [&] { return rows.find(key...); });
  call("get", [&] { return rows.get(key...); });
  call("exists", [&] { return rows.exists(key...); });
  if constexpr (sizeof...(Part) == 1)
    call("find_many", [&] { return rows.find_many({key...}); });
  else
    call("find_many", [&] { return rows.find_many({std::tuple(key...)}); });
  call("page", [&] { return rows.page(3); });
  call("page_after", [&] { return rows.page_after(key..., 3); });
  call("count", [&] { return rows.count(); });
  call("query", [&] { return rows.query().all(); });
  call("where", [&] { return rows.where({}).count(); });
  if constexpr (requires { typename Repository::Key; }) {
    constexpr auto kFirst = typename Repository::Key{};
    call("upsert", [&] { return rows.upsert(new_row, kFirst); });
    if constexpr (requires { rows.upsert(new_row, kFirst, patch); })
      call("upsert", [&] { return rows.upsert(new_row, kFirst, patch); });
    call("upsert_many", [&] { return rows.upsert_many({new_row}, kFirst); });
    call("upserting", [&] { return rows.upserting(new_row, kFirst).explain(); });
    call("insert_or_ignore", [&] { return rows.insert_or_ignore(new_row); });
  }
  if constexpr (requires { rows.update(key..., patch); }) {
    call("update", [&] { return rows.update(key..., patch); });
    call("update", [&] { return rows.query().everywhere().update_returning(patch); });
  }
  if constexpr (requires { rows.update(std::declval<const Row&>(), patch); }) {
    call("update", [&] { return rows.update(rows.query().with_deleted().first().value_or(Row{}), patch); });
    call("remove", [&] { return rows.remove(Row{}), 0; });
  }
  call("remove", [&] { return rows.remove(key...); });
  if constexpr (requires { rows.restore(key...); }) {
    call("restore", [&] { return rows.restore(key...); });
    call("hard_remove", [&] { return rows.hard_remove(key...); });
  }
}

}  // namespace schemac::tests
