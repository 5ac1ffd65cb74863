// Lends a tool and finds the loan again: what a program of the package's users looks like.
#include <cstdio>
#include <schemac/runtime/connection.hpp>

#include "generated/lending/loans.hpp"
#include "generated/tools.hpp"

int main(int count, char** arguments) {
  if (count < 2) return 2;
  schemac::runtime::Connection connection(arguments[1]);
  workshop::ToolRepository tools(connection);
  workshop::LoanRepository loans(connection);

  const workshop::Tool plane = tools.insert({.name = "plane"});
  loans.insert({.tool_id = plane.id, .borrower = "Ada"});
  for (const workshop::Loan& loan : loans.list_by_tool(plane.id)) {
    std::printf("%s has the %s\n", loan.borrower.c_str(), tools.get(loan.tool_id).name.c_str());
  }
  return tools.get(plane.id).condition == workshop::Condition::as_new ? 0 : 1;
}
