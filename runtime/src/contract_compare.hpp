// A contract and what a database has: what differs, and which of it breaks statements. Sends nothing.
#pragma once

#include "contract_facts.hpp"
#include "schemac/runtime/check_contract.hpp"

namespace schemac::runtime::detail {

std::vector<ContractDifference> compare(const Contract& contract, const Facts& facts);

}  // namespace schemac::runtime::detail
