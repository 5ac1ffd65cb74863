// The six numbers of a sequence, in the order in which every query here selects them.
#pragma once

#include "catalog/fields.hpp"
#include "model/sequence.hpp"

namespace schemac::catalog {

[[nodiscard]] model::SequenceOptions read_sequence_options(Fields& fields);

}  // namespace schemac::catalog
