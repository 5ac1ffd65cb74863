// Plans that are carried out: from one schema to another and back, on a real server, with rows.
#pragma once

#include <string>

#include "model/renames.hpp"

namespace schemac::tests {

struct Way {
  std::string before;  ///< SQL that makes the former state, with rows where they matter.
  std::string after;   ///< SQL that makes the desired one in a database of its own.
  model::Renames renames;
  std::string question = "";  ///< A query that must have the same answer before, after up, and after down.
  std::string after_up = "";  ///< One for the desired state, whose answer must be `answer`.
  std::string answer = "";
};

/// Reads both states, plans the way there and the way back, carries out both, and checks after each that the catalog
/// says exactly what it must and that the questions are answered. All of it twice: with the steps made at once, and in
/// their online form. Returns the SQL of the way up made at once.
std::string go_both_ways(const Way& way);

/// The same in the online form alone, whose SQL it returns.
std::string go_both_ways_online(const Way& way);

}  // namespace schemac::tests
