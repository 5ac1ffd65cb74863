// Reading what names a database, and keeping its password out of every message. libpq's own parse errors quote what
// they stumble on, which may be the password, so they are not passed on as they are.
#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "connect.hpp"
#include "option_check.hpp"

namespace schemac::runtime {
namespace {

using OptionList = std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)>;

bool is_keyword(std::string_view word) {
  const OptionList known(PQconndefaults(), PQconninfoFree);
  for (const PQconninfoOption* option = known.get(); option != nullptr && option->keyword != nullptr; ++option) {
    if (word == option->keyword) return true;
  }
  return false;
}

void refuse_ambiguous_authority(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos || url.compare(0, 8, "postgres") != 0) return;
  const std::string authority = url.substr(scheme + 3, url.find('?', scheme + 3) - (scheme + 3));
  const std::size_t first = authority.find('@');
  const std::size_t last = authority.rfind('@');
  // libpq would take the rest of the password for a host, and then say its name.
  if (first != last) {
    throw InvalidUrl("the connection URL has two `@`; write `%40` for the one in the user name or password");
  }
}

void append_option(std::string& text, std::string_view keyword, std::string_view value) {
  text.append(text.empty() ? "" : " ").append(keyword).append("='");
  for (const char character : value) {
    if (character == '\'' || character == '\\') text.push_back('\\');
    text.push_back(character);
  }
  text.push_back('\'');
}

std::size_t end_of_value(const std::string& url, std::size_t begin) {
  std::size_t end = begin;
  const bool quoted = end < url.size() && url[end] == '\'';
  if (quoted) ++end;
  for (; end < url.size(); ++end) {
    if (url[end] == '\\') {
      ++end;
    } else if (quoted ? url[end] == '\'' : (url[end] == '&' || std::isspace(static_cast<unsigned char>(url[end])))) {
      break;
    }
  }
  return std::min(end + (quoted ? 1 : 0), url.size());
}

/// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-KEEPALIVES-IDLE; the last is in milliseconds.
constexpr std::pair<const char*, const char*> kSilence[] = {
    {"keepalives_idle", "30"}, {"keepalives_interval", "10"}, {"keepalives_count", "3"}, {"tcp_user_timeout", "60000"}};

bool says(const PQconninfoOption* options, std::string_view keyword) {
  for (; options->keyword != nullptr; ++options)
    if (keyword == options->keyword) return options->val != nullptr;
  return false;
}

bool is_name(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(),
                                      [](unsigned char letter) { return std::isalpha(letter) != 0 || letter == '_'; });
}

/// @param problem as libpq words it, with what it stumbled on in quotes
[[noreturn]] void throw_unreadable(const std::string& url, const std::string& problem) {
  std::string message = "the connection URL does not parse: ";
  const std::size_t open = problem.find('"'), close = problem.find('"', open + 1);
  const std::string word = close < problem.size() ? problem.substr(open + 1, close - open - 1) : std::string();
  const auto meant = detail::meant_keyword(word);
  const bool shown = meant || (is_name(word) && detail::shows_names(url));
  message += detail::without_quotations(problem, shown ? std::vector{word} : std::vector<std::string>());
  if (meant && *meant != word) message += "; is `" + *meant + "` meant?";
  throw InvalidUrl(std::move(message));
}

}  // namespace

std::string without_password(const std::string& url) {
  std::string shown = url;
  if (const std::size_t scheme = shown.find("://"); scheme != std::string::npos) {
    const std::size_t at = shown.substr(0, shown.find('?', scheme)).rfind('@');
    const std::size_t colon = shown.find(':', scheme + 3);
    if (at != std::string::npos && colon < at) shown.replace(colon + 1, at - colon - 1, "***");
  }
  // Also `sslpassword`. A blank may stand on either side of `=` outside of URLs.
  for (std::size_t word = shown.find("password"); word != std::string::npos; word = shown.find("password", word)) {
    word += std::strlen("password");
    std::size_t value = word;
    while (value < shown.size() && std::isspace(static_cast<unsigned char>(shown[value]))) ++value;
    if (value >= shown.size() || shown[value] != '=') continue;
    ++value;
    while (value < shown.size() && std::isspace(static_cast<unsigned char>(shown[value]))) ++value;
    shown.replace(value, end_of_value(shown, value) - value, "***");
    word = value;
  }
  return shown;
}

namespace detail {

std::string without_quotations(std::string message, const std::vector<std::string>& harmless) {
  std::size_t open = message.find('"');
  while (open != std::string::npos) {
    const std::size_t close = std::min(message.find('"', open + 1), message.size());
    const std::string quoted = message.substr(open + 1, close - open - 1);
    const bool shown = quoted.size() <= 1 || is_keyword(quoted) ||
                       std::any_of(harmless.begin(), harmless.end(), [&](const std::string& piece) {
                         return !piece.empty() && quoted.find(piece) != std::string::npos;
                       });
    if (!shown) message.replace(open + 1, quoted.size(), "***");
    const std::size_t next = open + 1 + (shown ? quoted.size() : 3) + 1;
    open = next < message.size() ? message.find('"', next) : std::string::npos;
  }
  return message;
}

std::string connection_text(const std::string& url, const ConnectionOptions& options) {
  if (url.find('\0') != std::string::npos) throw InvalidUrl("the connection URL holds a NUL byte");
  refuse_ambiguous_authority(url);
  char* problem = nullptr;
  const OptionList given(PQconninfoParse(url.c_str(), &problem), PQconninfoFree);
  const std::unique_ptr<char, void (*)(void*)> owned(problem, PQfreemem);
  if (given == nullptr) {
    throw_unreadable(url, first_line(problem));
  }
  check_options(given.get(), shows_values(url));
  std::string text;
  bool has_timeout = false;
  for (const PQconninfoOption* option = given.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    // Our own codecs read UTF-8, whatever the URL would like.
    if (option->val == nullptr || keyword == "client_encoding" || keyword == "fallback_application_name") continue;
    if (keyword == "password" && options.password) continue;
    has_timeout = has_timeout || keyword == "connect_timeout";
    append_option(text, keyword, option->val);
  }
  append_option(text, "client_encoding", "UTF8");
  append_option(text, "fallback_application_name", options.application_name);
  if (!has_timeout) append_option(text, "connect_timeout", std::to_string(options.connect_timeout_seconds));
  // A network that has gone without a word is noticed within a minute instead of two hours.
  for (const auto& [keyword, value] : kSilence)
    if (!says(given.get(), keyword)) append_option(text, keyword, value);
  return text;
}

std::string password_text(const ConnectionOptions& options) {
  if (!options.password) return {};
  const std::string password = options.password();
  // libpq would read it up to there, and try what is no password.
  if (password.find('\0') != std::string::npos) throw InvalidValue("the password that was given holds a NUL byte");
  std::string text(" ");
  append_option(text, "password", password);
  return text;
}

}  // namespace detail
}  // namespace schemac::runtime
