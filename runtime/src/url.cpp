#include <libpq-fe.h>

#include <memory>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/url.hpp>

namespace schemac::runtime {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

Options parse(const std::string& url) {
  char* message = nullptr;
  Options options(PQconninfoParse(url.c_str(), &message));
  const std::unique_ptr<char, void (*)(void*)> owned(message, PQfreemem);
  if (!options) throw InvalidUrl("the address of the database does not parse: `" + without_password(url) + "`");
  return options;
}

void append(std::string& text, std::string_view keyword, std::string_view value) {
  if (!text.empty()) text += ' ';
  text += keyword;
  text += "='";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  text += '\'';
}

}  // namespace

std::string with_database(const std::string& url, std::string_view database) {
  const Options options = parse(url);
  std::string text;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (option->val != nullptr && keyword != "dbname") append(text, keyword, option->val);
  }
  append(text, "dbname", database);
  return text;
}

std::string database_of(const std::string& url) {
  const Options options = parse(url);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
    if (std::string_view(option->keyword) == "dbname" && option->val != nullptr) return option->val;
  return {};
}

}  // namespace schemac::runtime
