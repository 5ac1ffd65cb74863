// Every codec against bytes that no server means: the committed ones, ones drawn by lot, and good ones changed a
// little. Each is a value or a DecodeError, nothing is read past its end (built with a sanitizer that shows), and a
// value that was read can be printed and sent again. `scripts/fuzz` looks for more.
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "codec_checks.hpp"

using namespace schemac::tests;

namespace {

/// One a line, in hexadecimal.
std::vector<std::string> corpus(const std::string& name) {
  std::ifstream file(SCHEMAC_SOURCE_DIR "/tests/fuzz/" + name);
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    while (!line.empty() && line.back() == ' ') line.pop_back();
    std::string bytes;
    for (std::size_t at = 0; at + 1 < line.size(); at += 2)
      bytes.push_back(static_cast<char>(std::stoi(line.substr(at, 2), nullptr, 16)));
    if (!bytes.empty()) all.push_back(std::move(bytes));
  }
  return all;
}

/// The same draws on every machine: distributions are not, the generator is.
class Lot {
 public:
  explicit Lot(std::uint32_t seed) : generator_(seed) {}
  std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(generator_() % bound); }
  char byte() {
    constexpr unsigned char kTelling[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    const bool telling = below(2) == 0;
    return static_cast<char>(telling ? kTelling[below(std::size(kTelling))] : below(256));
  }

 private:
  std::mt19937 generator_;
};

std::string changed(std::string bytes, Lot& lot) {
  for (std::uint32_t change = lot.below(3) + 1; change > 0; --change) {
    const std::size_t at = bytes.empty() ? 0 : lot.below(bytes.size());
    switch (lot.below(5)) {
      case 0:
        if (!bytes.empty()) bytes[at] = lot.byte();
        break;
      case 1:
        bytes.resize(at);
        break;
      case 2:
        bytes.insert(at, 1 + lot.below(4), lot.byte());
        break;
      case 3:
        bytes.append(bytes.substr(at));
        break;
      default:  // a number of four bytes: a length, a count
        for (std::size_t i = at; i < std::min(at + 4, bytes.size()); ++i) bytes[i] = lot.byte();
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("bytes of the corpus are values or errors to every codec") {
  const std::vector<std::string> all = corpus("corpus.txt");
  REQUIRE(all.size() > 60);
  int values = 0;
  for (const std::string& bytes : all) values += AllCodecs::try_out_all(bytes);
  CHECK(values > 100);  // it is not only refused
  CHECK(AllCodecs::try_out_all("") > 0);
}

TEST_CASE("what the fuzzer found is a value or an error to every codec and to what reads text") {
  const std::vector<std::string> found = corpus("found.txt");
  REQUIRE(found.size() > 100);
  for (const std::string& bytes : found) {
    AllCodecs::try_out_all(bytes);
    try_out_text(bytes);
  }
}

TEST_CASE("bytes of the corpus that were changed a little are values or errors to every codec") {
  const std::vector<std::string> all = corpus("corpus.txt");
  Lot lot(20260601);
  for (int round = 0; round < 60; ++round)
    for (const std::string& bytes : all) AllCodecs::try_out_all(changed(bytes, lot));
}

TEST_CASE("bytes that are drawn by lot are values or errors to every codec") {
  Lot lot(7);
  for (int round = 0; round < 6'000; ++round) {
    std::string bytes(lot.below(48), '\0');
    for (char& byte : bytes) byte = lot.byte();
    AllCodecs::try_out_all(bytes);
  }
}

TEST_CASE("text that is drawn by lot is read as a value or refused") {
  Lot lot(11);
  constexpr std::string_view kLetters = "0123456789.:-+/ eE'\"$aBCTZ{}[](),\\infnayP\n\x80\xc3";
  for (int round = 0; round < 30'000; ++round) {
    std::string text(lot.below(24), ' ');
    for (char& letter : text) letter = kLetters[lot.below(kLetters.size())];
    try_out_text(text);
  }
}
