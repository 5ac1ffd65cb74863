#include "cli/dotenv.hpp"

#include <cctype>
#include <cstdlib>
#include <optional>
#include <sstream>

#include "support/files.hpp"

namespace schemac::cli {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

bool is_name(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())) != 0) return false;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
  return true;
}

char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    default:
      return c;
  }
}

/// The value between quotes; nothing when the closing one is missing or something stands behind it.
std::optional<std::string> quoted_value(std::string_view text) {
  const char quote = text.front();
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == quote) {
      const std::string_view rest = trimmed(text.substr(i + 1));
      if (rest.empty() || rest.front() == '#') return value;
      return std::nullopt;
    }
    if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
      value += unescaped(text[++i]);
    } else {
      value += text[i];
    }
  }
  return std::nullopt;
}

std::optional<std::string> value_of(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) return quoted_value(text);
  return std::string(trimmed(text.substr(0, text.find(" #"))));
}

}  // namespace

std::map<std::string, std::string> parse_dotenv(std::string_view text, const std::string& file,
                                                Diagnostics& diagnostics) {
  std::map<std::string, std::string> variables;
  std::istringstream stream{std::string(text)};
  std::string raw;
  for (std::size_t number = 1; std::getline(stream, raw); ++number) {
    std::string_view line = trimmed(raw);
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("export ")) line = trimmed(line.substr(7));
    const std::size_t equals = line.find('=');
    const std::string_view name = trimmed(line.substr(0, equals));
    const std::optional<std::string> value =
        equals == std::string_view::npos ? std::nullopt : value_of(line.substr(equals + 1));
    if (is_name(name) && value) {
      variables[std::string(name)] = *value;
    } else {
      diagnostics.error(Code::config_unreadable, {file, number, 1}, "this is no `NAME=value`");
    }
  }
  return variables;
}

bool load_dotenv(const std::string& file, Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_file(file);
  if (!text) return true;
  Diagnostics found;
  for (const auto& [name, value] : parse_dotenv(*text, file, found))
    ::setenv(name.c_str(), value.c_str(), /*overwrite=*/0);
  diagnostics.append(found);
  return !found.has_errors();
}

}  // namespace schemac::cli
