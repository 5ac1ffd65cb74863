// Three questions, in this order: is it JSON, is it our format, is it as we wrote it. Only then is it read.
#include <nlohmann/json.hpp>

#include "snapshot/checksum.hpp"
#include "snapshot/decode.hpp"
#include "snapshot/problems.hpp"
#include "snapshot/snapshot.hpp"

namespace schemac::snapshot {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kRestore =
    "only schemac writes this file: take it from version control again; after a merge of two branches that both added "
    "migrations `schemac migrate rebase` writes it anew";

// What nlohmann says behind "syntax error while parsing … - ": `unexpected ']'; expected string literal`.
std::string reason_of(const Json::parse_error& error) {
  const std::string_view text = error.what();
  const std::size_t dash = text.find(" - ");
  std::string_view reason = dash == std::string_view::npos ? text : text.substr(dash + 3);
  reason = reason.substr(0, reason.find("; last read"));
  return std::string(reason);
}

std::optional<Json> parse(std::string_view text, Problems& problems) {
  try {
    Json document = Json::parse(text);
    if (document.is_object()) return document;
    problems.at(0, "the snapshot is no JSON object", kRestore);
  } catch (const Json::parse_error& error) {
    problems.at(error.byte == 0 ? 0 : error.byte - 1, "the snapshot is no JSON: " + reason_of(error), kRestore);
  }
  return std::nullopt;
}

bool is_our_format(const Json& document, Problems& problems) {
  const auto format = document.find("format");
  if (format != document.end() && *format == kFormat) return true;
  const std::string theirs = format == document.end() ? "without a format" : "of format " + format->dump();
  problems.at(0, "the snapshot is " + theirs + ", and this schemac reads format " + std::to_string(kFormat),
              "use the schemac that wrote it, or a newer one");
  return false;
}

bool is_as_written(std::string_view text, Problems& problems) {
  if (is_sealed(text)) return true;
  problems.at(checksum_offset(text).value_or(0),
              "the snapshot was edited since it was written: its checksum does not hold", kRestore);
  return false;
}

// The document of a text that holds; nothing when it does not.
std::optional<Json> parse_as_written(std::string_view text, Problems& problems) {
  auto document = parse(text, problems);
  if (!document || !is_our_format(*document, problems) || !is_as_written(text, problems)) return std::nullopt;
  return document;
}

// The same document with an empty schema. A text whose checksum holds is laid out as we do: the schema is the last key,
// and what stands before it is short. Nothing for any other text, which is parsed whole to say what is wrong with it.
std::optional<std::string> without_schema(std::string_view text) {
  constexpr std::string_view kSchema = ",\n  \"schema\": {";
  const std::size_t schema = text.find(kSchema);
  if (schema == std::string_view::npos || !is_sealed(text)) return std::nullopt;
  return std::string(text.substr(0, schema + kSchema.size())) + "}}";
}

}  // namespace

std::optional<Snapshot> read(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Problems problems(text, file, diagnostics);
  const auto document = parse_as_written(text, problems);
  if (!document) return std::nullopt;
  Snapshot snapshot = decode(*document, problems);
  if (problems.any()) return std::nullopt;
  return snapshot;
}

std::optional<Header> read_header(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Problems problems(text, file, diagnostics);
  const auto head = without_schema(text);
  const auto document = head ? parse(*head, problems) : parse_as_written(text, problems);
  if (!document || !is_our_format(*document, problems)) return std::nullopt;
  const Snapshot snapshot = decode(*document, problems);
  if (problems.any()) return std::nullopt;
  return Header{snapshot.format, snapshot.tool_version, snapshot.server_major, snapshot.source_hash};
}

}  // namespace schemac::snapshot
