// Why a server never outlives its schemac: a small process of its own, the guardian, is the server's parent and holds
// the other end of a channel to us. When we end, in whatever way (a destructor, an exception, Ctrl-C, kill -9), the
// kernel closes our end; the guardian sees it, stops the server and removes the folder. So there is one way to the end,
// which every stop tests, and no signal handler. The guardian leads a session of its own: Ctrl-C in the terminal
// does not reach it. Should it be killed as well, the next run finds the folder by its free lock (own_folder.hpp).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>

#include "server/own_folder.hpp"
#include "server/process.hpp"

namespace schemac::server {

class Guardian {
 public:
  /// Takes charge of the folder, for which a process is forked at once; `server` is what `launch` will run, its output
  /// goes to `log` in the folder. Throws ServerError when no process can be made.
  Guardian(OwnFolder folder, const Command& server);
  Guardian(Guardian&& other) noexcept;
  Guardian& operator=(Guardian&& other) noexcept;
  /// Returns when the server has ended and the folder is gone. In a forked child of ours: only lets go.
  ~Guardian();

  /// Starts the server; once.
  void launch();

  /// Waits up to `patience` for news; true when the server, or the guardian itself, has ended.
  bool ended(std::chrono::milliseconds patience) const;

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path log() const { return folder_.path() / "log"; }
  /// The guardian's process id.
  pid_t pid() const { return pid_; }

 private:
  OwnFolder folder_;  // by then it is gone, unless somebody killed the guardian
  int channel_ = -1;
  pid_t pid_ = -1;
};

}  // namespace schemac::server
