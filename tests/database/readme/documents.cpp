#include "database/readme/documents.hpp"

#include <algorithm>
#include <fstream>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace schemac::tests {
namespace {

constexpr std::string_view kAnything = "…";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool line_matches(std::string_view expected, std::string_view said) {
  const std::size_t hole = expected.find(kAnything);
  if (hole == std::string_view::npos) return expected == said;
  if (!said.starts_with(expected.substr(0, hole))) return false;
  const std::string_view rest = expected.substr(hole + kAnything.size());
  for (std::size_t at = hole; at <= said.size(); ++at)
    if (line_matches(rest, said.substr(at))) return true;
  return false;
}

bool lines_match(std::span<const std::string> expected, std::span<const std::string> said) {
  if (expected.empty()) return said.empty();
  if (expected.front() != kAnything)
    return !said.empty() && line_matches(expected.front(), said.front()) &&
           lines_match(expected.subspan(1), said.subspan(1));
  for (std::size_t at = 0; at <= said.size(); ++at)
    if (lines_match(expected.subspan(1), said.subspan(at))) return true;
  return false;
}

}  // namespace

std::vector<Block> blocks_of(const std::string& document) {
  std::ifstream file(std::string(SCHEMAC_SOURCE_DIR "/") + document);
  if (!file) throw std::runtime_error("there is no " + document);
  std::vector<Block> blocks;
  bool inside = false;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (!line.starts_with("```")) {
      if (inside) blocks.back().text += line + "\n";
      continue;
    }
    inside = !inside;
    if (!inside) continue;
    const std::size_t space = std::min(line.find(' '), line.size());
    blocks.push_back({number, line.substr(3, space - 3), line.substr(std::min(space + 1, line.size())), {}});
  }
  if (inside) throw std::runtime_error("a fence stays open in " + document);
  return blocks;
}

std::vector<Exchange> exchanges_of(const Block& block) {
  std::vector<Exchange> exchanges;
  for (const std::string& line : lines_of(block.text)) {
    if (line.starts_with("$ ")) {
      exchanges.push_back({line.substr(2), {}, 0});
    } else if (exchanges.empty()) {
      throw std::runtime_error("a transcript begins with `" + line + "`, which is no command");
    } else if (line.starts_with("[exit ")) {
      exchanges.back().status = std::stoi(line.substr(6));
    } else {
      exchanges.back().expected += line + "\n";
    }
  }
  return exchanges;
}

bool matches(const std::string& expected, const std::string& said) {
  return lines_match(lines_of(expected), lines_of(said));
}

}  // namespace schemac::tests
