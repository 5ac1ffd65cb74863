// What the text of a release's statement says of itself. It is SQL that `generate` spelled: few forms, names quoted as
// it quotes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/manifest.hpp"

namespace schemac::cli {

/// Whether the name, spelled as SQL, stands in the text by itself.
[[nodiscard]] bool mentions(std::string_view sql, std::string_view name);

/// INSERT and COPY.
[[nodiscard]] bool inserts(const std::string& sql);
/// These and UPDATE.
[[nodiscard]] bool writes(const std::string& sql);
/// Whether it gives the column, spelled as SQL, to the program.
[[nodiscard]] bool gives(const std::string& sql, const std::string& column);

/// A note's text: `breaks 2 statements of that release: eventide::BookingRepository::find, …`; each name once, where
/// its form does not matter.
[[nodiscard]] std::string names_of(std::string_view verb, const std::vector<const ManifestStatement*>& statements);

}  // namespace schemac::cli
