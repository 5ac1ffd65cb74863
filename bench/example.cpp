#include "example.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <schemac/runtime/connection.hpp>

namespace schemac::bench {

std::string given_sql(int count, char** arguments) {
  std::ifstream file(count == 2 ? arguments[1] : "");
  if (!file) {
    std::fprintf(stderr, "usage: %s UP_SQL\n", arguments[0]);
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Example::Example(const std::string& ddl) : server_(server::PrivateServer::start()) {
  runtime::Connection(server_.url()).execute_unchecked_sql("CREATE DATABASE bench TEMPLATE template0");
  runtime::Connection(url()).execute_unchecked_sql(ddl);
}

}  // namespace schemac::bench
