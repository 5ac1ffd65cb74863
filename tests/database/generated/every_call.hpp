// Calls of every function that generated code has, for what has to hold for each of them. Which ones there are the
// generated headers say, so that a new one is not forgotten.
#pragma once

#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/select.hpp>
#include <set>
#include <string>
#include <tuple>

namespace schemac::tests {

/// The public functions that send something of a class in a generated header of `project` (`eventide`, `second`).
std::set<std::string> functions_of(const std::string& project, const std::string& header,
                                   const std::string& repository);
/// The functions of all files of queries of `project`, and what each sends by: `busiest_users(Pipeline)`.
std::set<std::string> query_functions_of(const std::string& project);

/// What a call may do to the rows of its table; no call does anything to another table.
enum class Effect {
  reads,
  adds,         ///< at most two rows, one of them in the place of one that was there
  changes_one,  ///< at most one
  changes_all,  ///< any, and they stay as many
  removes_one,  ///< at most one
};

/// What a repository has by itself: all but its finders and listers.
/// @param call is given the name of each function, what calls it, and its effect unless it reads
/// @param key of one row, in the order of its columns
template <class Row, class Call, class Repository, class New, class... Part>
void call_all(Call& call, Repository& rows, const New& new_row, const typename runtime::EntityOf<Row>::Patch& patch,
              const Part&... key) {
  call(
      "insert", [&] { return rows.insert(new_row); }, Effect::adds);
  call(
      "insert_many", [&] { return rows.insert_many({new_row}); }, Effect::adds);
  call(
      "insert_many",
      [&] {
        return rows.insert_many({new_row, new_row});
      },
      Effect::adds);
  call(
      "insert_bulk", [&] { return rows.insert_bulk({new_row}); }, Effect::adds);
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
    call(
        "upsert", [&] { return rows.upsert(new_row, kFirst); }, Effect::adds);
    if constexpr (requires { rows.upsert(new_row, kFirst, patch); })
      call(
          "upsert", [&] { return rows.upsert(new_row, kFirst, patch); }, Effect::adds);
    call(
        "upsert_many", [&] { return rows.upsert_many({new_row}, kFirst); }, Effect::adds);
    call("upserting", [&] { return rows.upserting(new_row, kFirst).explain(); });
    call(
        "insert_or_ignore", [&] { return rows.insert_or_ignore(new_row); }, Effect::adds);
  }
  if constexpr (requires { rows.update(key..., patch); }) {
    call(
        "update", [&] { return rows.update(key..., patch); }, Effect::changes_one);
    call(
        "update", [&] { return rows.query().everywhere().update_returning(patch); }, Effect::changes_all);
  }
  if constexpr (requires { rows.update(std::declval<const Row&>(), patch); }) {
    call(
        "update", [&] { return rows.update(rows.query().with_deleted().first().value_or(Row{}), patch); },
        Effect::changes_one);
    call(
        "remove", [&] { return rows.remove(Row{}), 0; }, Effect::removes_one);
  }
  call(
      "remove", [&] { return rows.remove(key...); }, Effect::removes_one);
  if constexpr (requires { rows.restore(key...); }) {
    call(
        "restore", [&] { return rows.restore(key...); }, Effect::changes_one);
    call(
        "hard_remove", [&] { return rows.hard_remove(key...); }, Effect::removes_one);
  }
}

/// What `queue` puts into a pipeline of its own, once that has run.
/// @param queue is given the repository `Piped`, and returns a handle
template <class Piped, class Queue>
auto piped(runtime::Executor& executor, const Queue& queue) {
  runtime::Pipeline pipeline(executor);
  Piped rows(pipeline);
  return queue(rows).get();
}

/// The same of a repository's form in a pipeline, `Piped`.
template <class Row, class Repository, class Piped, class Call, class New, class... Part>
void call_all_piped(Call& call, runtime::Executor& executor, const New& new_row,
                    const typename runtime::EntityOf<Row>::Patch& patch, const Part&... key) {
  const auto one = [&](const char* name, const auto& queue, Effect effect = Effect::reads) {
    call(
        name, [&] { return piped<Piped>(executor, queue); }, effect);
  };
  one(
      "insert", [&](Piped& rows) { return rows.insert(new_row); }, Effect::adds);
  one("find", [&](Piped& rows) { return rows.find(key...); });
  one("get", [&](Piped& rows) { return rows.get(key...); });
  one("exists", [&](Piped& rows) { return rows.exists(key...); });
  if constexpr (sizeof...(Part) == 1)
    one("find_many", [&](Piped& rows) { return rows.find_many({key...}); });
  else
    one("find_many", [&](Piped& rows) { return rows.find_many({std::tuple(key...)}); });
  one("page", [&](Piped& rows) { return rows.page(3); });
  one("page_after", [&](Piped& rows) { return rows.page_after(key..., 3); });
  one("count", [&](Piped& rows) { return rows.count(); });
  if constexpr (requires { typename Repository::Key; }) {
    constexpr auto kFirst = typename Repository::Key{};
    one(
        "upsert", [&](Piped& rows) { return rows.upsert(new_row, kFirst); }, Effect::adds);
    if constexpr (requires(Piped & rows) { rows.upsert(new_row, kFirst, patch); })
      one(
          "upsert", [&](Piped& rows) { return rows.upsert(new_row, kFirst, patch); }, Effect::adds);
    one(
        "insert_or_ignore", [&](Piped& rows) { return rows.insert_or_ignore(new_row); }, Effect::adds);
  }
  if constexpr (requires(Piped & rows) { rows.update(key..., patch); })
    one(
        "update", [&](Piped& rows) { return rows.update(key..., patch); }, Effect::changes_one);
  if constexpr (requires(Piped & rows) { rows.remove(key...); })
    one(
        "remove", [&](Piped& rows) { return rows.remove(key...); }, Effect::removes_one);
  if constexpr (requires(Piped & rows) { rows.restore(key...); }) {
    one(
        "restore", [&](Piped& rows) { return rows.restore(key...); }, Effect::changes_one);
    one(
        "hard_remove", [&](Piped& rows) { return rows.hard_remove(key...); }, Effect::removes_one);
  }
}

}  // namespace schemac::tests
