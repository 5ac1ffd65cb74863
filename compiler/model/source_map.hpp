// Where in the source an object was declared. Beside the model, so that == stays honest.
#pragma once

#include <map>

#include "model/object_id.hpp"
#include "support/diagnostics.hpp"

namespace schemac::model {

using SourceMap = std::map<ObjectId, Place>;

}  // namespace schemac::model
