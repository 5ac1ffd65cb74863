#include "option_check.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <initializer_list>
#include <memory>
#include <numeric>
#include <vector>

#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {
namespace {

struct Choice {
  std::string_view keyword;
  std::vector<std::string_view> values;
};

const std::vector<Choice>& choices() {
  static const std::vector<Choice> all = {
      {"sslmode", {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}},
      {"gssencmode", {"disable", "prefer", "require"}},
      {"channel_binding", {"disable", "prefer", "require"}},
      {"target_session_attrs", {"any", "read-write", "read-only", "primary", "standby", "prefer-standby"}},
      {"sslcertmode", {"disable", "allow", "require"}},
      {"sslnegotiation", {"postgres", "direct"}},
      {"load_balance_hosts", {"disable", "random"}},
  };
  return all;
}

constexpr std::string_view kNumbers[] = {"connect_timeout",     "keepalives",       "keepalives_idle",
                                         "keepalives_interval", "keepalives_count", "tcp_user_timeout"};

/// What was given, or comes of the environment.
class Values {
 public:
  explicit Values(const PQconninfoOption* options) : options_(options) {}

  std::optional<std::string_view> of(std::string_view keyword) const {
    for (const PQconninfoOption* option = options_; option->keyword != nullptr; ++option)
      if (keyword == option->keyword && option->val != nullptr) return option->val;
    return std::nullopt;
  }

  /// Whether it is the password or a piece of it.
  bool is_of_password(std::string_view value) const {
    for (const char* keyword : {"password", "sslpassword"}) {
      const std::string_view password = of(keyword).value_or("");
      if (password.empty()) continue;
      if (password.find(value) != std::string_view::npos || value.find(password) != std::string_view::npos) return true;
    }
    return false;
  }

 private:
  const PQconninfoOption* options_;
};

bool is_harmless(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 ||
         std::string_view("_-.,:+").find(character) != std::string_view::npos;
}

std::string shown(const Values& values, std::string_view value, bool shows) {
  constexpr std::size_t kLongest = 40;
  if (value.empty()) return "empty";
  const bool harmless = value.size() <= kLongest && std::all_of(value.begin(), value.end(), is_harmless);
  return shows && harmless && !values.is_of_password(value) ? "`" + std::string(value) + "`" : "`***`";
}

[[noreturn]] void refuse(std::string_view keyword, const std::string& value, const std::string& wanted) {
  throw InvalidUrl("`" + std::string(keyword) + "` of the connection is " + value + ", where " + wanted +
                   " is to stand");
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

std::optional<int> number_in(std::string_view text) {
  text = without_blanks(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  for (std::size_t comma = list.find(','); comma != std::string_view::npos; comma = list.find(',')) {
    parts.push_back(list.substr(0, comma));
    list.remove_prefix(comma + 1);
  }
  parts.push_back(list);
  return parts;
}

std::string one_of(const std::vector<std::string_view>& values) {
  std::string text;
  for (std::size_t place = 0; place < values.size(); ++place) {
    if (place != 0) text += place + 1 == values.size() ? " or " : ", ";
    text.append("`").append(values[place]).append("`");
  }
  return text;
}

void check_choices(const Values& values, bool shows) {
  for (const Choice& choice : choices()) {
    const auto value = values.of(choice.keyword);
    if (value && std::find(choice.values.begin(), choice.values.end(), *value) == choice.values.end())
      refuse(choice.keyword, shown(values, *value, shows), one_of(choice.values));
  }
}

void check_numbers(const Values& values, bool shows) {
  for (const std::string_view keyword : kNumbers) {
    const std::string_view value = values.of(keyword).value_or("");
    if (!value.empty() && !number_in(value)) refuse(keyword, shown(values, value, shows), "a number");
  }
}

void check_hosts(const Values& values, bool shows) {
  const std::string_view ports = values.of("port").value_or("");
  for (const std::string_view port : parts_of(ports)) {
    const auto number = number_in(port);
    if (!port.empty() && (!number || *number < 1 || *number > 65535))
      refuse("port", shown(values, port, shows), "a number from 1 to 65535");
  }
  const auto count = [](std::string_view list) { return list.empty() ? 0 : parts_of(list).size(); };
  const std::size_t hosts = count(values.of("host").value_or(""));
  const std::size_t addresses = count(values.of("hostaddr").value_or(""));
  if (hosts != 0 && addresses != 0 && hosts != addresses)
    throw InvalidUrl("the connection names " + std::to_string(hosts) + " hosts and " + std::to_string(addresses) +
                     " addresses of hosts (`hostaddr`), of which each host has one");
  const std::size_t all = std::max({hosts, addresses, std::size_t{1}});
  if (count(ports) > 1 && count(ports) != all)
    throw InvalidUrl("the connection names " + std::to_string(count(ports)) + " ports for " + std::to_string(all) +
                     (all == 1 ? " host" : " hosts") + ": one is that of all, else each host has one");
}

/// How many letters are to be put in, taken out or replaced.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[right.size()];
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return lower;
}

/// Where what is behind `scheme://` begins; nothing of `key=value …`.
std::optional<std::size_t> behind_scheme(const std::string& url) {
  for (const std::string_view scheme : {"postgres://", "postgresql://"})
    if (url.starts_with(scheme)) return scheme.size();
  return std::nullopt;
}

}  // namespace

void check_options(const PQconninfoOption* options, bool shows) {
  if (options == nullptr) return;
  const Values values(options);
  check_choices(values, shows);
  check_numbers(values, shows);
  check_hosts(values, shows);
}

bool shows_values(const std::string& url) {
  const auto begin = behind_scheme(url);
  if (!begin) return true;
  const std::size_t end = std::min(url.find_first_of("/?", *begin), url.size());
  return url.find('@', end) == std::string::npos;
}

bool shows_names(const std::string& url) {
  std::string rest = url;
  if (const auto begin = behind_scheme(url)) rest = url.substr(std::min(url.find('?', *begin), url.size()));
  rest = lower_case(rest);
  return shows_values(url) && rest.find("pass") == std::string::npos && rest.find('%') == std::string::npos;
}

std::optional<std::string> meant_keyword(std::string_view word) {
  constexpr std::size_t kShortest = 5, kLong = 8;  // `post` is no `host`
  const std::string lower = lower_case(word);
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> known(PQconndefaults(), PQconninfoFree);
  for (const PQconninfoOption* option = known.get(); option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (lower == keyword) return std::string(keyword);
    if (keyword.size() < kShortest || keyword.find("password") != std::string_view::npos) continue;
    if (distance(lower, keyword) <= (keyword.size() < kLong ? 1U : 2U)) return std::string(keyword);
  }
  return std::nullopt;
}

}  // namespace schemac::runtime::detail
