// Settings of an application that an expression reads by current_setting(). After a transaction with SET LOCAL such a
// setting is not gone from the session: it is an empty text, which no missing_ok and no error tells.
// https://www.postgresql.org/docs/15/config-setting.html
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace schemac::sql {

/// The settings with a dot in their name whose value the expression takes as text, so that an empty one passes: without
/// nullif(…, ''), without a cast to a type that refuses '', and without a comparison with ''. Empty where it does not
/// parse.
[[nodiscard]] std::set<std::string> settings_as_text(std::string_view expression);

}  // namespace schemac::sql
