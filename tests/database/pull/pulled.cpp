#include "pulled.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

/// What a command prints; throws when it fails.
std::string output_of(const std::string& command) {
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no pipe");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), read);
  if (::pclose(pipe) != 0) throw std::runtime_error(command + " failed: " + text);
  return text;
}

}  // namespace

Pulled::Pulled(const std::string& text) : url_(fresh_database("pulled")) {
  if (!text.empty()) sql(text);
  write("schemac.toml", "name = \"shop\"\n\n[environments.development]\nurl = \"" + url_ + "\"\n");
}

void Pulled::sql(const std::string& text) const { run_sql(url_, text); }

void Pulled::load(const std::string& file) const {
  const std::filesystem::path bin = server_binaries().bin;
  output_of((bin / "psql").string() + " -X -q -v ON_ERROR_STOP=1 -d '" + url_ + "' -f '" + file + "' 2>&1");
}

void Pulled::pull() const {
  succeed({"db", "pull"});
  const Outcome difference = run({"diff", "--from", "schema", "--to", "development", "--exit-code"});
  INFO(difference.out << difference.err << headers());
  CHECK(difference.status == 0);
  const auto files_before = files();
  const Outcome second = succeed({"db", "pull"});
  CHECK_THAT(second.err, Catch::Contains("nothing to do"));
  CHECK(files() == files_before);
}

std::string Pulled::headers() const {
  std::string text;
  for (const auto& [name, content] : files())
    if (name.ends_with(".hpp")) text += content;
  return text;
}

std::string dump_of(const std::string& url) {
  const std::filesystem::path bin = server_binaries().bin;
  return output_of((bin / "pg_dump").string() + " --schema-only --no-owner --no-privileges --restrict-key=x -d '" +
                   url + "' 2>&1");
}

}  // namespace schemac::tests
