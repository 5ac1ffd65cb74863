// The fenced blocks of a document, in order, and how a transcript is compared with what a command really says.
//
//   ```console        `$ command`, then all that it says, errors included; `[exit 5]` where its exit status is not 0
//   ```cpp FILE       a file that is written before the commands after it run; so are ```cmake FILE and ```toml FILE
//   ```cpp schema     entities, read by the front end; ```cpp usage: statements, compiled against generated code
//
// `…` stands for what varies: on a line of its own for any number of lines, within a line for any characters.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace schemac::tests {

struct Block {
  std::size_t line = 0;  ///< Of the opening fence, from 1.
  std::string language;
  std::string role;  ///< What follows the language: a file, `schema`, `usage`; or empty.
  std::string text;
};

/// The blocks of a document of this project. Throws std::runtime_error when it cannot be read or a fence stays open.
std::vector<Block> blocks_of(const std::string& document);

struct Exchange {
  std::string command;
  std::string expected;
  int status = 0;
};

/// The commands of a ```console block. Throws std::runtime_error when it does not begin with one.
std::vector<Exchange> exchanges_of(const Block& block);

/// Whether `said` is what `expected` says, with its `…`.
bool matches(const std::string& expected, const std::string& said);

}  // namespace schemac::tests
