#include "cli/globals.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "cli/diagnostic_json.hpp"

namespace schemac::cli {

namespace fs = std::filesystem;

void report(const Globals& globals, const Diagnostics& diagnostics) {
  const bool color = use_color(globals);
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (globals.quiet && diagnostic.severity == Severity::warning) continue;
    const auto name = [&](const std::string& file) { return displayed(globals, file); };
    std::cerr << (globals.json ? dumped(diagnostic_json(globals, diagnostic), -1) : print(diagnostic, color, name));
  }
  std::cerr.flush();
}

void say(const Globals& globals, const std::string& line) {
  if (globals.quiet) return;
  std::cerr << (globals.json ? dumped({{"severity", "note"}, {"message", line}}, -1) : line + "\n");
}

std::string counted(std::size_t number, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

void print_out(const std::string& text) { std::cout << text << std::flush; }

bool can_ask() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

bool confirm(const Globals& globals, const std::string& question) {
  if (globals.yes) return true;
  std::cerr << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

std::optional<bool> ask(const Globals& globals, const std::string& question) {
  if (globals.yes) return true;
  std::string answer;
  do {
    std::cerr << question << " [y/n] " << std::flush;
    if (!std::getline(std::cin, answer)) return std::nullopt;
    if (answer == "y" || answer == "Y" || answer == "yes") return true;
  } while (answer != "n" && answer != "N" && answer != "no");
  return false;
}

bool use_color(const Globals& globals) {
  if (globals.color != ColorMode::automatic) return globals.color == ColorMode::always;
  const char* const no_color = std::getenv("NO_COLOR");
  return (no_color == nullptr || *no_color == '\0') && ::isatty(STDERR_FILENO) == 1;
}

std::string displayed(const Globals& globals, const std::string& file) {
  if (file.empty() || globals.start_folder.empty()) return file;
  const fs::path path = fs::absolute(file).lexically_normal();
  const std::string seen = path.lexically_relative(globals.start_folder).string();
  return seen.empty() || seen.starts_with("../..") ? path.string() : seen;
}

}  // namespace schemac::cli
