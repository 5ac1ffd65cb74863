// What happens while migrations are carried out, in words on standard error: on a terminal, how far a statement has
// come is one line that changes; elsewhere it is left out.
#pragma once

#include <memory>

#include "cli/globals.hpp"
#include "schemac/runtime/migration/events.hpp"

namespace schemac::cli {

class Terminal {
 public:
  explicit Terminal(const Globals& globals);
  /// What the executor is given; it may outlive this.
  [[nodiscard]] runtime::migration::OnEvent listener() const;
  /// Ends a line of progress that is still open.
  void finish_line() const;

 private:
  struct Shown;
  std::shared_ptr<Shown> shown_;
};

}  // namespace schemac::cli
