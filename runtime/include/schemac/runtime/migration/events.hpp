// What happens while migrations are carried out, for whoever wants to show it. Some of it is noticed by a second
// session while the first waits for the server, so that a handler is called from two threads, though never at once.
#pragma once

#include <cstdint>
#include <functional>
#include <schemac/runtime/migration/migration.hpp>
#include <string>

namespace schemac::runtime::migration {

struct Event {
  enum class Kind : std::uint8_t {
    statement,  ///< `statement` is about to run.
    waiting,    ///< For a lock, or for another deployer: `text` says for whom.
    retrying,   ///< A batch could not get its locks, and is tried again after a pause.
    repairing,  ///< What a run that died left behind is put right.
    progress,   ///< How far an index or a walk has come.
  };
  Kind kind = Kind::statement;
  std::string text;                      ///< In words; empty for `statement`.
  const Statement* statement = nullptr;  ///< What it is about; null where it is about none.
};

/// Must not throw, and not use the connection of the deploy.
using OnEvent = std::function<void(const Event&)>;

}  // namespace schemac::runtime::migration
