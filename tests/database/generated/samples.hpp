// Rows of the second schema with a telling value of every type.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "everything.hpp"

namespace schemac::tests {

runtime::Bytes bytes(std::initializer_list<int> values);
museum::catalogue::NewEverything one_of_everything();
museum::catalogue::NewLists sample_lists();
/// As many of them, with keys of their own: the name, and a number from 0 on.
std::vector<museum::catalogue::NewLists> lists_named(const std::string& name, std::size_t count);

}  // namespace schemac::tests
