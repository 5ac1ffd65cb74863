// snapshot.json: what PostgreSQL makes of the schema after the last migration, kept in the repository beside the
// migrations. Sorted, one object a block and one field a line, so that a diff of it reads like the change it stands
// for; defaults are left out. A checksum over all the rest tells a file that was edited, cut off or badly merged. Not
// here: where the file is and when it is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/schema.hpp"
#include "model/secrets.hpp"
#include "support/diagnostics.hpp"

namespace schemac::snapshot {

/// The format that this program writes, and the only one that it reads.
inline constexpr int kFormat = 1;

struct Snapshot {
  model::Schema schema;
  int format = kFormat;
  std::string tool_version;  ///< Of the schemac that wrote it.
  int server_major = 0;      ///< Of the PostgreSQL that read it back; its spelling holds for that major alone.
  std::string source_hash;   ///< Of the declared model, .sql statements and options it came from.
  /// What the database cannot say of its columns; nothing: the schemac that wrote it did not write that down.
  std::optional<model::Secrets> secrets = std::nullopt;

  bool operator==(const Snapshot&) const = default;
};

/// All but the schema: enough to know whether anything moved.
struct Header {
  int format = kFormat;
  std::string tool_version;
  int server_major = 0;
  std::string source_hash;

  bool operator==(const Header&) const = default;
};

/// The text of the file. The same snapshot gives the same bytes; the text ends with a newline.
[[nodiscard]] std::string write(const Snapshot& snapshot);

/// The snapshot that `text` holds, or nothing and at least one `snapshot_unreadable` in `diagnostics`: malformed or cut
/// off (with line and column), edited since it was written, of another format, with an unknown key or a value that
/// cannot be. `file` is what messages call it.
[[nodiscard]] std::optional<Snapshot> read(std::string_view text, const std::string& file, Diagnostics& diagnostics);

/// The same for the header alone. The checksum over the whole text is verified, but the schema is not built: this is
/// how `generate` learns in a millisecond that nothing moved.
[[nodiscard]] std::optional<Header> read_header(std::string_view text, const std::string& file,
                                                Diagnostics& diagnostics);

}  // namespace schemac::snapshot
