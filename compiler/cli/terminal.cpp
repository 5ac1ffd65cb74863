#include "cli/terminal.hpp"

#include <unistd.h>

#include <iostream>

#include <fmt/format.h>

#include "sql/secrets.hpp"

namespace schemac::cli {

using runtime::migration::Event;

struct Terminal::Shown {
  Globals globals;
  bool moving = false;      ///< Standard error is a terminal that takes a line anew.
  std::size_t written = 0;  ///< The width of the line of progress that is open; 0: none is.

  void line(const std::string& text) {
    close();
    say(globals, text);
  }
  void progress(const std::string& text) {
    if (!moving || globals.quiet || globals.json) return;
    std::cerr << '\r' << fmt::format("{:<{}}", text, written) << std::flush;
    written = std::max(written, text.size());
  }
  void close() {
    if (written > 0) std::cerr << '\n';
    written = 0;
  }
  void hear(const Event& event) {
    switch (event.kind) {
      case Event::Kind::statement:
        if (globals.verbose) line(fmt::format("    {}", sql::without_secrets(event.statement->text)));
        return;
      case Event::Kind::progress:
        return progress(fmt::format("    {}", event.text));
      case Event::Kind::waiting:
      case Event::Kind::retrying:
      case Event::Kind::repairing:
        return line(event.statement == nullptr ? event.text : fmt::format("    {}", event.text));
    }
  }
};

Terminal::Terminal(const Globals& globals) : shown_(std::make_shared<Shown>()) {
  shown_->globals = globals;
  shown_->moving = ::isatty(STDERR_FILENO) == 1;
}

runtime::migration::OnEvent Terminal::listener() const {
  return [shown = shown_](const Event& event) { shown->hear(event); };
}

void Terminal::finish_line() const { shown_->close(); }

}  // namespace schemac::cli
