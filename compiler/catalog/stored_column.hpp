// How the values of a column are stored, as pg_attribute keeps it in one letter: of tables and of materialized views.
#pragma once

#include <optional>
#include <string>

namespace schemac::catalog {

/// pg_attribute.attstorage. https://www.postgresql.org/docs/15/catalog-pg-type.html (typstorage)
[[nodiscard]] inline std::optional<std::string> storage_word(char storage) {
  switch (storage) {
    case 'p':
      return "PLAIN";
    case 'e':
      return "EXTERNAL";
    case 'm':
      return "MAIN";
    case 'x':
      return "EXTENDED";
    default:
      return std::nullopt;
  }
}

/// pg_attribute.attcompression; unset where nobody chose.
[[nodiscard]] inline std::optional<std::string> compression_word(char compression) {
  switch (compression) {
    case 'p':
      return "pglz";
    case 'l':
      return "lz4";
    default:
      return std::nullopt;
  }
}

}  // namespace schemac::catalog
