// What a server answers to a statement, read to its end (docs/decisions/0034).
#pragma once

#include <cstdint>
#include <vector>

#include "libpq.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {

/// Waits for every result of what was sent. Gives the first that is a failure, else the last; of COPY, which nobody
/// here serves, its result, once it has ended so that the connection can be used again.
///
/// A server that ends a session says why (57P01), and libpq adds that the connection is gone: the former is what is
/// given, unless a result came before. The statement had been done then, and whether it was kept is not known: what is
/// given says nothing but the loss. https://www.postgresql.org/docs/15/libpq-exec.html#LIBPQ-PQEXEC
ResultPtr whole_answer(PGconn* connection);

// Sent and answered so, where nothing else is to be done meanwhile. libpq's own PQexec and its kind keep the last
// result, which of a session that was ended says nothing. Null where nothing could be sent.

ResultPtr answer_to(PGconn* connection, const char* sql);
ResultPtr answer_to_prepare(PGconn* connection, const char* name, const char* sql,
                            const std::vector<std::uint32_t>& parameter_types);
ResultPtr answer_to_describe(PGconn* connection, const char* name);
/// To one that begins COPY from the client: that is not refused here.
ResultPtr answer_to_copy(PGconn* connection, const char* sql);

/// Whether an error ends the session that it is told in, whoever tells it: the server, or a pooler before it.
/// https://www.postgresql.org/docs/15/protocol-error-fields.html
bool ends_session(const PGresult* result) noexcept;
bool ends_session(const ErrorFields& fields) noexcept;

}  // namespace schemac::runtime::detail
