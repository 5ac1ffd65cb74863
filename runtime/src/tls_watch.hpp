// Whether it is TLS for which a connect failed: libpq says so in words alone, which are translated, so what tells is
// where it stood when it gave a host up. A network that breaks meanwhile is no such failure, and worth another attempt;
// a certificate that does not fit is the same one the next time (docs/decisions/0031). libpq tries no other host then.
// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PQCONNECTSTARTPARAMS
#pragma once

#include <string>

#include "libpq.hpp"

namespace schemac::runtime::detail {

class TlsWatch {
 public:
  /// Before libpq goes on, with what has come meanwhile.
  void before_step(PGconn* connection);
  void after_step(PGconn* connection);
  /// A host was given up for not answering.
  void host_was_silent() noexcept { silent_ = true; }

  /// Whether the connect failed by TLS, and would again: no host stands before, which might come back.
  bool is_to_blame(PGconn* connection) const;
  /// What libpq said of it.
  const std::string& message() const noexcept { return message_; }

 private:
  bool shakes_hands_ = false;  // and the server is there
  bool logs_in_ = false;
  std::size_t said_ = 0;  // of libpq's message
  std::string message_;
  bool silent_ = false;
};

}  // namespace schemac::runtime::detail
