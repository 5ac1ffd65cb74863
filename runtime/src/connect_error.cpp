#include "connect_error.hpp"

#include <algorithm>
#include <cstring>
#include <sstream>
#include <vector>

#include "connect.hpp"
#include "option_check.hpp"

namespace schemac::runtime::detail {
namespace {

constexpr auto kCodeLetters = std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/// What is said of one host.
struct HostLine {
  std::string host;      // what names it, if that is known from the rest
  std::string sqlstate;  // of a server that answered
  std::string message;
  std::string whole() const { return host + message; }
};

/// libpq gives a failed connect no result, so the SQLSTATE is read where verbose messages have it: `FATAL:  28P01: …`.
/// The severity is localised, the five characters are not.
HostLine read_line(const std::string& line) {
  for (std::size_t colon = line.find(":  "); colon != std::string::npos; colon = line.find(":  ", colon + 1)) {
    const std::string_view rest = std::string_view(line).substr(colon + 3);
    if (rest.size() <= 6 || rest.find_first_not_of(kCodeLetters) != 5 || rest[5] != ':') continue;
    const std::size_t blank = line.rfind(' ', colon);
    return {line.substr(0, blank == std::string::npos ? 0 : blank + 1), std::string(rest.substr(0, 5)),
            std::string(rest.substr(7))};
  }
  return {"", "", line};
}

/// A hint of libpq, or a further field of what a server says: `LOCATION:  …`.
bool belongs_to_line_before(const std::string& line) {
  if (line.empty() || line.front() == '\t' || line.front() == ' ') return true;
  const std::size_t colon = line.find(':');
  return line.find(' ') == colon + 1 && line.compare(colon, 3, ":  ") == 0 && read_line(line).sqlstate.empty();
}

/// One a host, or an address of it; the same is said once.
std::vector<HostLine> lines_of(const std::string& said) {
  std::vector<HostLine> lines;
  std::istringstream text(said);
  for (std::string line; std::getline(text, line);) {
    if (belongs_to_line_before(line)) continue;
    HostLine read = read_line(first_line(line.c_str()));
    const auto is_same = [&](const HostLine& known) { return known.whole() == read.whole(); };
    if (std::none_of(lines.begin(), lines.end(), is_same)) lines.push_back(std::move(read));
  }
  return lines;
}

/// What libpq may quote of a connection: whom it wants to reach, and as whom.
std::vector<std::string> names_of(PGconn* connection) {
  std::vector<std::string> names;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(connection), PQconninfoFree);
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (option->val == nullptr || (keyword != "host" && keyword != "hostaddr")) continue;
    std::istringstream hosts(option->val);
    for (std::string host; std::getline(hosts, host, ',');) names.push_back(host);
  }
  for (const char* name : {PQhost(connection), PQuser(connection)})
    if (name != nullptr) names.emplace_back(name);
  return names;
}

/// That of the last server that would not have it; one that is about to come up says the least.
std::string telling_sqlstate(const std::vector<HostLine>& lines) {
  constexpr const char* kCannotConnectNow = "57P03";
  std::string sqlstate;
  for (const HostLine& line : lines)
    if (!line.sqlstate.empty() && (sqlstate.empty() || line.sqlstate != kCannotConnectNow)) sqlstate = line.sqlstate;
  return sqlstate;
}

ErrorFields fields_of(PGconn* connection, const std::vector<HostLine>& lines) {
  ErrorFields fields;
  fields.severity = "FATAL";
  fields.sqlstate = telling_sqlstate(lines);
  const std::vector<std::string> names = names_of(connection);
  for (const HostLine& line : lines) {
    if (!fields.message.empty()) fields.message += "; ";
    if (line.sqlstate.empty())  // nothing of a server, which knows no password of ours
      fields.message += without_quotations(line.message, names);
    else
      fields.message += lines.size() == 1 ? line.message : line.whole();
  }
  return fields;
}

[[noreturn]] void throw_of(PGconn* connection, const std::vector<HostLine>& lines) {
  ErrorFields fields = fields_of(connection, lines);
  if (!fields.sqlstate.empty()) throw_typed(std::move(fields));
  // The environment and service files have parameters, too, which only libpq has read.
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(connection), PQconninfoFree);
  check_options(options.get(), true);
  // Nothing from a server: it was not reached, or a password is needed that nobody gave.
  if (PQconnectionNeedsPassword(connection) != 0) throw AuthenticationFailure(std::move(fields));
  throw ConnectionFailure(std::move(fields));
}

}  // namespace

void throw_connect_error(PGconn* connection, const std::string& said) {
  throw_of(connection, lines_of(said + PQerrorMessage(connection)));
}

void throw_silence(PGconn* connection, const std::string& said) {
  const std::vector<HostLine> lines = lines_of(said);
  if (lines.size() <= 1) throw ConnectionFailure("the server did not answer within the connect timeout");
  throw_of(connection, lines);
}

}  // namespace schemac::runtime::detail
