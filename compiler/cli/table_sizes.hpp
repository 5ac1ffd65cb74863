// How large the tables of a database are: for the policy, which lets pass on small ones what only takes its time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "schemac/runtime/connection.hpp"

namespace schemac::cli {

/// How many bytes a table, its partitions and their indexes have; nothing where that is not known or there is no such
/// table. It is asked for as SQL spells it.
using SizeOf = std::function<std::optional<std::uint64_t>(const std::string& relation)>;

/// Asks a database, to which it connects when it is first asked. Throws runtime::Error.
[[nodiscard]] SizeOf sizes_in(const std::string& url);
/// The same over a connection, which must outlive it.
[[nodiscard]] SizeOf sizes_in(runtime::Connection& connection);

/// `64MB` in bytes: a whole number with kB, MB, GB or TB, as PostgreSQL counts them (1024). Nothing where it is none.
[[nodiscard]] std::optional<std::uint64_t> read_size(std::string_view text);
/// `16kB`: in the largest unit of which there is one.
[[nodiscard]] std::string size_text(std::uint64_t bytes);

}  // namespace schemac::cli
