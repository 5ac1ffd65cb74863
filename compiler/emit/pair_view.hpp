// What the templates of each pair of generated files ask for, whatever the pair holds.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emit/output_names.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// Stands where the generation's hash will: the hash is of the text around it.
inline constexpr std::string_view kHashHole = "0x5c4e3a4c5c4e3a4c";

/// What a pair of files includes beside other generated ones.
struct PairHeaders {
  std::set<std::string> value;  ///< Of the header, as they stand behind #include: "<optional>".
  std::set<std::string> codec;  ///< Of the source, in schemac/runtime/codec: "array.hpp".
};

/// @param generation the namespace in which the pair's generation is told
/// @param foreign_sql all SQL of the source that did not come out of our own templates
[[nodiscard]] View pair_view(const OutputNames& names, const std::string& generation, const PairHeaders& headers,
                             const std::vector<std::string>& foreign_sql);

}  // namespace schemac::emit
