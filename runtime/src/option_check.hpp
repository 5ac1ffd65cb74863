// What libpq would not take of a connection's parameters, whatever server there is: found here, since libpq finds it
// as it connects, where it looks like a server that is not there and comes back. And what of a connection's text may be
// shown: where the text is written wrongly, a piece of the password may stand in another place.
// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
#pragma once

#include <libpq-fe.h>

#include <optional>
#include <string>
#include <string_view>

namespace schemac::runtime::detail {

/// @param shows whether values may be told; never such as have to do with the password
/// @throws InvalidUrl where one is not what its parameter takes, or there is not one port for each host
void check_options(const PQconninfoOption* options, bool shows);

/// Whether a password of the URL, if there is one, can only stand where it should: no `@` is behind a `/` or `?`.
bool shows_values(const std::string& url);
/// The same for names that libpq does not know, which a blank or `&` in a password makes as well.
bool shows_names(const std::string& url);

/// The parameter of libpq that a word of one or two wrong letters means; nothing where there is none, or the word is so
/// short that it may be anything.
std::optional<std::string> meant_keyword(std::string_view word);

}  // namespace schemac::runtime::detail
