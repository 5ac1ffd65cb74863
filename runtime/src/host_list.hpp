// The several hosts that one connection text may name. libpq goes on to the next one by itself where a host refuses or
// is not what `target_session_attrs` asks for; only whoever waits for an answer can tell that there will be none, and
// that is done here (connect.cpp). https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
#pragma once

#include <optional>
#include <string>

#include "libpq.hpp"

namespace schemac::runtime::detail {

/// The same text with those hosts alone that stand behind the one that `connection` is trying; nothing where it is the
/// last. @param text from `connection_text`
std::optional<std::string> hosts_behind(const std::string& text, PGconn* connection);

}  // namespace schemac::runtime::detail
