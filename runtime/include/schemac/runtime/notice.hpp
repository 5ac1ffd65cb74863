// What PostgreSQL says beside results: NOTICE, WARNING and the like.
#pragma once

#include <string>

namespace schemac::runtime {

struct Notice {
  std::string severity;  // not localised: NOTICE, WARNING, INFO, DEBUG, LOG
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
};

}  // namespace schemac::runtime
