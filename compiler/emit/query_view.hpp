// A pair of generated files as templates see it: everything that one file of queries gives.
#pragma once

#include "emit/query_spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

[[nodiscard]] View query_file_view(const QueryContent& file, const EnumNames& enums, const std::string& schema_folder);

}  // namespace schemac::emit
