// In which process something was begun. What a process has of connections and threads is of no use to one that is
// forked off it: the sockets are shared, and the threads are not there.
#pragma once

#include <sys/types.h>
#include <unistd.h>

namespace schemac::runtime::detail {

class OwnProcess {
 public:
  bool is_here() const noexcept { return ::getpid() == id_; }

 private:
  pid_t id_ = ::getpid();
};

}  // namespace schemac::runtime::detail
