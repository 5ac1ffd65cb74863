#include "schemac/runtime/error.hpp"

namespace schemac::runtime {
namespace {

std::string describe(const ErrorFields& fields) {
  if (fields.sqlstate.empty()) return fields.message;
  return fields.message + " [" + fields.sqlstate + "]";
}

ErrorFields with_message(std::string message) {
  ErrorFields fields;
  fields.message = std::move(message);
  return fields;
}

}  // namespace

Error::Error(ErrorFields fields)
    : std::runtime_error(describe(fields)), fields_(std::make_shared<const ErrorFields>(std::move(fields))) {}

Error::Error(std::string message) : Error(with_message(std::move(message))) {}

}  // namespace schemac::runtime
