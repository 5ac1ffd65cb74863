#include "schemac/runtime/check_contract.hpp"

#include <algorithm>

#include "contract_compare.hpp"

namespace schemac::runtime {
namespace {

ErrorFields fields_of(const ContractReport& report) {
  ErrorFields fields;
  fields.message = "the database is not the one that this program was compiled for:\n" + report.to_string();
  if (fields.message.ends_with('\n')) fields.message.pop_back();
  fields.hint = "apply the migrations that are pending, or deploy the release that fits this database";
  return fields;
}

}  // namespace

bool ContractReport::compatible() const noexcept {
  return failure.empty() && std::none_of(differences.begin(), differences.end(),
                                         [](const ContractDifference& difference) { return difference.breaks(); });
}

std::string ContractReport::to_string() const {
  std::string lines;
  if (!failure.empty()) lines += "not compared: " + failure + '\n';
  for (const ContractDifference& each : differences)
    lines += (each.breaks() ? "breaks: " : "differs: ") + each.object + ' ' + each.problem + '\n';
  return lines;
}

ContractMismatch::ContractMismatch(ContractReport report)
    : Error(fields_of(report)), report_(std::make_shared<const ContractReport>(std::move(report))) {}

ContractReport compare_contract(Executor& executor, const Contract& contract) {
  return {detail::compare(contract, detail::read_facts(executor, contract)), {}};
}

ContractReport check_contract(Executor& executor, const Contract& contract, ContractMode mode,
                              const ContractListener& listener) {
  ContractReport report;
  try {
    report = compare_contract(executor, contract);
  } catch (const std::exception& failure) {
    if (mode != ContractMode::warn) throw;
    report.failure = failure.what();
  }
  if (listener && !report.equal()) listener(report);
  const bool refused =
      (mode == ContractMode::strict && !report.equal()) || (mode == ContractMode::compatible && !report.compatible());
  if (refused) throw ContractMismatch(std::move(report));
  return report;
}

}  // namespace schemac::runtime
