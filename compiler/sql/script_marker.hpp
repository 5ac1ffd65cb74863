// The comments that say where transactions are, for the writer and the reader of scripts.
#pragma once

#include <string_view>

namespace schemac::sql {

/// What a comment of schemac's own begins with, after its dashes.
inline constexpr std::string_view kMarker = "schemac:";
inline constexpr std::string_view kTransaction = "transaction";
inline constexpr std::string_view kNoTransaction = "no transaction";
inline constexpr std::string_view kBatch = "batch ";
/// Above a statement of a migration: it may do what the hazard after it says.
inline constexpr std::string_view kAllow = "allow ";
/// Above a statement of a migration: whoever had it generated has allowed that hazard.
inline constexpr std::string_view kGeneratedWith = "generated with --allow=";
/// Above a statement of a migration: a query for the rows on which it would fail; one that fails itself on a value.
inline constexpr std::string_view kCheckRows = "check rows: ";
inline constexpr std::string_view kCheckValues = "check values: ";
/// At the head of a migration that was made of others: which, and their checksums. history reads it.
inline constexpr std::string_view kReplaces = "replaces ";
/// A word of the schema language, which stands in .sql files and is not read here.
inline constexpr std::string_view kRenamed = "renamed from ";

}  // namespace schemac::sql
