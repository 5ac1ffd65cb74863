#include "host_list.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace schemac::runtime::detail {
namespace {

using List = std::vector<std::string>;

List split(const char* text) {
  List parts;
  if (text == nullptr || *text == '\0') return parts;
  for (const char* comma = std::strchr(text, ','); comma != nullptr; comma = std::strchr(text, ',')) {
    parts.emplace_back(text, comma);
    text = comma + 1;
  }
  parts.emplace_back(text);
  return parts;
}

std::string joined(const List& parts, std::size_t from) {
  std::string text;
  for (std::size_t part = from; part < parts.size(); ++part) {
    if (part != from) text.push_back(',');
    for (const char character : parts[part]) {
      if (character == '\'' || character == '\\') text.push_back('\\');
      text.push_back(character);
    }
  }
  return text;
}

const std::string& at(const List& list, std::size_t place) {
  static const std::string none;
  if (list.size() == 1) return list.front();  // one port is that of all hosts
  return place < list.size() ? list[place] : none;
}

}  // namespace

std::optional<std::string> hosts_behind(const std::string& text, PGconn* connection) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfoParse(text.c_str(), nullptr),
                                                                               PQconninfoFree);
  List hosts, addresses, ports;
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (keyword == "host") hosts = split(option->val);
    if (keyword == "hostaddr") addresses = split(option->val);
    if (keyword == "port") ports = split(option->val);
  }
  const std::size_t count = std::max(hosts.size(), addresses.size());
  for (std::size_t place = 0; place + 1 < count; ++place) {
    const std::string& name = at(hosts, place).empty() ? at(addresses, place) : at(hosts, place);
    if (name != PQhost(connection) || (!at(ports, place).empty() && at(ports, place) != PQport(connection))) continue;
    std::string rest = text;  // what is said last holds
    if (!hosts.empty()) rest += " host='" + joined(hosts, place + 1) + "'";
    if (!addresses.empty()) rest += " hostaddr='" + joined(addresses, place + 1) + "'";
    if (ports.size() > 1) rest += " port='" + joined(ports, place + 1) + "'";
    return rest;
  }
  return std::nullopt;
}

}  // namespace schemac::runtime::detail
