// Rows of the second schema with a telling value of every type.
#pragma once

#include <initializer_list>

#include "everything.hpp"

namespace schemac::tests {

runtime::Bytes bytes(std::initializer_list<int> values);
museum::catalogue::NewEverything one_of_everything();
museum::catalogue::NewLists sample_lists();

}  // namespace schemac::tests
