#include "laws/world.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace schemac::laws {
namespace {

constexpr std::string_view kNeeds = "-- needs: ";
constexpr std::string_view kVariant = "-- variant";

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream >> std::ws, part, ',');) parts.push_back(part);
  return parts;
}

Piece read_piece(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  const std::string stem = file.stem().string();
  Piece piece{stem.substr(stem.find('_') + 1), {}, {""}};
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(kNeeds)) {
      piece.needs = split(line.substr(kNeeds.size()));
    } else if (line == kVariant) {
      piece.variants.emplace_back();
    } else {
      piece.variants.back() += line + "\n";
    }
  }
  return piece;
}

std::vector<Piece> read_pieces() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SCHEMAC_LAW_PIECES)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Piece> found;
  for (const auto& file : files) {
    Piece piece = read_piece(file);
    for (const std::string& need : piece.needs) {
      const bool there = std::any_of(found.begin(), found.end(), [&](const Piece& each) { return each.name == need; });
      if (!there) throw std::runtime_error(piece.name + " needs " + need + ", which does not come before it");
    }
    found.push_back(std::move(piece));
  }
  return found;
}

std::size_t below(Random& random, std::size_t end) { return random() % end; }

/// Each piece with a chance of `percent`.
State random_state(Random& random, std::size_t percent) {
  State state;
  for (const Piece& piece : pieces()) {
    if (below(random, 100) < percent) state[piece.name] = below(random, piece.variants.size());
  }
  settle(state);
  return state;
}

void change_a_piece(State& state, Random& random) {
  const Piece& piece = pieces()[below(random, pieces().size())];
  if (below(random, 3) == 0) {
    state.erase(piece.name);
  } else {
    state[piece.name] = below(random, piece.variants.size());
  }
}

}  // namespace

const std::vector<Piece>& pieces() {
  static const std::vector<Piece> all = read_pieces();
  return all;
}

void settle(State& state) {
  for (const Piece& piece : pieces()) {
    const bool lacks = std::any_of(piece.needs.begin(), piece.needs.end(),
                                   [&](const std::string& need) { return state.count(need) == 0; });
    if (lacks) state.erase(piece.name);
  }
}

std::string sql_of(const State& state) {
  std::string sql;
  for (const Piece& piece : pieces()) {
    if (const auto chosen = state.find(piece.name); chosen != state.end()) sql += piece.variants.at(chosen->second);
  }
  return sql;
}

std::string describe(const State& state) {
  std::string words;
  for (const auto& [name, variant] : state) words += " " + name + "/" + std::to_string(variant + 1);
  return words.empty() ? " nothing" : words;
}

Pair random_pair(Random& random) {
  constexpr std::size_t kDensities[] = {30, 60, 90, 100};
  Pair pair{random_state(random, kDensities[below(random, 4)]), {}};
  const std::size_t changes = below(random, 8);
  if (changes == 0) {
    pair.after = random_state(random, kDensities[below(random, 4)]);
    return pair;
  }
  pair.after = pair.before;
  for (std::size_t i = 0; i < changes; ++i) change_a_piece(pair.after, random);
  settle(pair.after);
  return pair;
}

}  // namespace schemac::laws
