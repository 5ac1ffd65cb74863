#include "emit/pair_view.hpp"

#include <fmt/format.h>
#include <schemac/runtime/abi.hpp>

#include "emit/names.hpp"

namespace schemac::emit {
namespace {

std::vector<View> include_views(const std::set<std::string>& headers, bool of_runtime) {
  std::vector<View> views;
  for (const std::string& header : headers)
    if (header.starts_with("<schemac/") == of_runtime) views.emplace_back().text("header", header);
  return views;
}

std::vector<View> codec_views(const std::set<std::string>& headers) {
  std::vector<View> views;
  for (const std::string& header : headers)
    views.emplace_back().text("header", fmt::format("<schemac/runtime/codec/{}>", header));
  return views;
}

}  // namespace

View pair_view(const OutputNames& names, const std::string& generation, const PairHeaders& headers,
               const std::vector<std::string>& foreign_sql) {
  View view;
  view.text("schema_header", names.schema_header)
      .text("header_file", names.header)
      .text("source_file", names.source)
      .text("own_header", include_path(names.source, names.header))
      .text("abi", std::to_string(runtime::kAbi))
      .text("stem", names.stem)
      .text("hash", std::string(kHashHole))
      .text("generation", generation)
      .text("raw", raw_delimiter(foreign_sql));
  view.list("standard_includes", include_views(headers.value, false));
  view.list("runtime_includes", include_views(headers.value, true));
  view.list("codec_includes", codec_views(headers.codec));
  return view;
}

}  // namespace schemac::emit
