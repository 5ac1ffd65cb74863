// As what type generated code declares a parameter to the server: what its codec says,
// schemac::runtime::Codec<T>::kOid, by name. A test holds the two together.
#pragma once

#include <string>

#include "model/declared.hpp"

namespace schemac::emit {

/// Of one value of the column; empty: left to the server to infer.
[[nodiscard]] std::string parameter_type(const model::Field& field);
/// Of an array of its values, one a row.
[[nodiscard]] std::string array_parameter_type(const model::Field& field);

}  // namespace schemac::emit
