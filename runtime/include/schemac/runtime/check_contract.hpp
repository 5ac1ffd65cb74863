// Whether a database is one that this program can work with, asked when it starts, in one round trip:
//
//   check_contract(connection, eventide::schemac_contract());
//
// throws with every difference at once where a statement of the program would fail. Triggers, policies, privileges,
// indexes that are no keys and what constraints say are not looked at: `schemac check --against` compares everything.
#pragma once

#include <functional>
#include <memory>
#include <schemac/runtime/contract.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/executor.hpp>
#include <string>
#include <vector>

namespace schemac::runtime {

enum class ContractMode {
  strict,      ///< Any difference in what the program knows is an error.
  compatible,  ///< What a statement of the program would fail on is. A nullable column that came to a table is none.
  warn,        ///< Nothing is: the listener is told, and nothing is ever thrown.
};

/// What a difference does to statements of the program.
enum class ContractEffect {
  none,
  statement,  ///< They are refused whatever they are given.
  upsert,     ///< Upserts by one of its keys are refused.
  read,       ///< What they give cannot be read, or not where there is a NULL.
  insert,     ///< INSERTs are refused that leave out what nothing fills.
  write,      ///< INSERTs and UPDATEs are refused for a value that they give.
};

struct ContractDifference {
  std::string object;   ///< `column public.bookings.notes`
  std::string problem;  ///< What follows the object in a sentence: `is missing`.
  ContractEffect effect = ContractEffect::none;
  const TableContract* table = nullptr;       ///< Of the contract; null: it is about an enumeration.
  const EnumContract* enumeration = nullptr;  ///< Of the contract; null: it is about a table.
  std::string column{};                       ///< Of that table, as in the catalog; empty: it is about no column.

  bool breaks() const noexcept { return effect != ContractEffect::none; }
};

struct ContractReport {
  std::vector<ContractDifference> differences;  ///< Tables in the order of the contract, then enumerations.
  std::string failure;  ///< Why nothing could be asked: the message of an error. In `warn` alone; else it is thrown.

  /// Whether each statement of the program finds what it needs.
  bool compatible() const noexcept;
  /// Whether there is no difference at all.
  bool equal() const noexcept { return failure.empty() && differences.empty(); }
  /// A line each: `breaks: column public.bookings.notes is missing`, `differs: …`.
  std::string to_string() const;
};

/// The database is another one than the program was compiled for.
class ContractMismatch : public Error {
 public:
  explicit ContractMismatch(ContractReport report);
  const ContractReport& report() const noexcept { return *report_; }

 private:
  std::shared_ptr<const ContractReport> report_;  // shared, so that copying an exception cannot throw
};

using ContractListener = std::function<void(const ContractReport&)>;

/// Compares, and judges nothing. One round trip, whatever the size of the contract.
/// @throws Error as PostgreSQL answers
ContractReport compare_contract(Executor& executor, const Contract& contract);

/// Compares and judges by `mode`. Names of tables and enumerations are looked up in the schemas that generated
/// statements name, other types by the session's search_path, as in those statements.
/// @param listener is told where there is any difference, also one that `mode` allows, before anything is thrown. Must
/// not throw.
/// @return what was found
/// @throws ContractMismatch, Error as PostgreSQL answers; in `ContractMode::warn` nothing
ContractReport check_contract(Executor& executor, const Contract& contract,
                              ContractMode mode = ContractMode::compatible, const ContractListener& listener = {});

}  // namespace schemac::runtime
