// What every command shares: the global options, the exit statuses, and how messages reach the terminal.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "support/diagnostics.hpp"

namespace schemac::cli {

enum class ColorMode { automatic, always, never };

/// What product.md promises to scripts; each is tested.
enum ExitStatus : int {
  kOk = 0,
  kFailed = 1,
  kBadCall = 2,
  kDecisionNeeded = 3,
  kStatesDiffer = 4,
  kRefused = 5,
};

struct Globals {
  std::string config_file;  ///< Empty: schemac.toml here or in a folder above.
  std::string environment;  ///< Empty: `development`.
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool yes = false;
  bool strict = false;  ///< An object that schemac does not manage is an error.
  ColorMode color = ColorMode::automatic;
  std::filesystem::path start_folder;  ///< Where schemac was started; the process itself moves to the project's folder.
};

/// What a command does once the command line is understood; returns the exit status.
using Run = std::function<int()>;

/// Prints all diagnostics to standard error: as clang would, or with --json one object a line.
void report(const Globals& globals, const Diagnostics& diagnostics);

/// Prints a line to standard error, with --json as an object of severity `note`; nothing with --quiet.
void say(const Globals& globals, const std::string& line);

/// `1 migration`, `2 migrations`.
[[nodiscard]] std::string counted(std::size_t number, const std::string& one, const std::string& many);

/// Prints to standard output, which belongs to what was asked for alone.
void print_out(const std::string& text);

/// Whether a question can be asked: standard input and error are a terminal.
[[nodiscard]] bool can_ask();

/// Asks on the terminal; --yes answers for the user. Must not be called when neither can answer.
[[nodiscard]] bool confirm(const Globals& globals, const std::string& question);

/// Asks until the answer is yes or no; --yes answers for the user. Nothing where the input ends before. Must not be
/// called when neither can answer.
[[nodiscard]] std::optional<bool> ask(const Globals& globals, const std::string& question);

/// Whether standard error takes colours: --color, NO_COLOR, a terminal.
[[nodiscard]] bool use_color(const Globals& globals);

/// A path of the project as it is seen from where schemac was started.
[[nodiscard]] std::string displayed(const Globals& globals, const std::string& file);

}  // namespace schemac::cli
