// Databases drawn by lot. What a database can hold is kept as pieces (pieces/*.sql), each with variants; a state is a
// choice of pieces and of one variant each. A piece says which others it needs; without them it is not there.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

namespace schemac::laws {

struct Piece {
  std::string name;  ///< Of its file, without the number that puts it in its place.
  std::vector<std::string> needs;
  std::vector<std::string> variants;  ///< SQL.
};

/// All pieces, in the order in which they can be created. Throws std::runtime_error when a file cannot be read, or
/// needs what does not come before it.
[[nodiscard]] const std::vector<Piece>& pieces();

/// By the name of each piece that is there, the number of its variant.
using State = std::map<std::string, std::size_t>;

/// The SQL that makes the state in an empty database.
[[nodiscard]] std::string sql_of(const State& state);

/// `name/variant`, one a word.
[[nodiscard]] std::string describe(const State& state);

using Random = std::mt19937;

struct Pair {
  State before;
  State after;
};

/// Two states: from ones that have little in common to ones that differ in a piece or two.
[[nodiscard]] Pair random_pair(Random& random);

/// The smallest pair found below `pair` for which `fails` still holds: pieces are taken away from both sides, then from
/// one, and variants made equal, as long as anything helps.
template <class Fails>
[[nodiscard]] Pair shrunk(Pair pair, Fails fails);

/// Drops what needs something that is not there.
void settle(State& state);

template <class Fails>
Pair shrunk(Pair pair, Fails fails) {
  const auto attempt = [&](auto change) {
    Pair smaller = pair;
    change(smaller);
    settle(smaller.before);
    settle(smaller.after);
    const bool differs = smaller.before != pair.before || smaller.after != pair.after;
    if (!differs || !fails(smaller)) return false;
    pair = std::move(smaller);
    return true;
  };
  for (bool helped = true; helped;) {
    helped = false;
    for (auto piece = pieces().rbegin(); piece != pieces().rend(); ++piece) {
      const std::string& name = piece->name;
      const bool gone = attempt([&](Pair& p) { p.before.erase(name), p.after.erase(name); });
      helped = gone || attempt([&](Pair& p) { p.before.erase(name); }) ||
               attempt([&](Pair& p) { p.after.erase(name); }) || attempt([&](Pair& p) {
                 if (p.before.count(name) != 0 && p.after.count(name) != 0) p.after[name] = p.before[name];
               }) ||
               helped;
    }
  }
  return pair;
}

}  // namespace schemac::laws
