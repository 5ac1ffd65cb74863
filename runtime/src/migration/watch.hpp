// A second session that looks at the first one while it waits for the server: who keeps it from a lock, and how far an
// index has come. It opens its connection when a statement takes its time, never before, and does without where none is
// to be had.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/migration/events.hpp"

namespace schemac::runtime::migration {

class Watch {
 public:
  /// @param url of the server; empty: nothing is watched
  /// @param pid the process of the session that is watched
  Watch(std::string url, int pid, OnEvent on_event);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  /// The statement that runs from now on; null: none.
  void look_at(const Statement* statement);
  /// Who was last seen to keep the session from a lock, in words; empty: nobody was. Forgotten with each look_at.
  std::string blockers();
  /// Passes an event on, one at a time.
  void tell(const Event& event);

 private:
  void watch();
  void look(Connection& connection);
  std::unique_ptr<Connection> connect() const;

  const std::string url_;
  const std::string pid_;
  const OnEvent on_event_;
  std::mutex telling_;
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  const Statement* statement_ = nullptr;
  bool over_ = false;
  std::string blockers_;
  std::string progress_;
  std::thread thread_;  // last: it uses all of the above
};

/// Watches one statement.
class Watched {
 public:
  Watched(Watch& watch, const Statement& statement) : watch_(watch) { watch_.look_at(&statement); }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() { watch_.look_at(nullptr); }

 private:
  Watch& watch_;
};

}  // namespace schemac::runtime::migration
