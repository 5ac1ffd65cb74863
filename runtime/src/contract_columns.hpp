// The columns of a table, as a contract has them and as a database does.
#pragma once

#include "contract_facts.hpp"
#include "schemac/runtime/check_contract.hpp"

namespace schemac::runtime::detail {

/// Adds what differs, in the order of the contract; columns that it does not know come last.
void compare_columns(const TableContract& contract, const FoundTable& table, const Facts& facts,
                     std::vector<ContractDifference>& differences);

}  // namespace schemac::runtime::detail
