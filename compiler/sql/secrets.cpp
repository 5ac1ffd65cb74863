#include "sql/secrets.hpp"

#include "diff/tokens.hpp"

namespace schemac::sql {

std::string without_secrets(const std::string& statement) {
  std::string shown;
  bool secret = false;
  for (const diff::Token& token : diff::tokenize(statement)) {
    using Kind = diff::Token::Kind;
    shown += secret && token.kind == Kind::string ? "'***'" : std::string(token.text);
    if (token.kind != Kind::space) secret = diff::name_in(token) == "password";
  }
  return shown;
}

}  // namespace schemac::sql
