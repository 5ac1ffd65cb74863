// What schemac.toml and .env mean; no file is read here.
#include "cli/config.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

#include "cli/dotenv.hpp"

namespace schemac::cli {
namespace {

using Catch::Contains;
using Variables = std::map<std::string, std::string>;

/// The one diagnostic of a text that is wrong, as it is printed.
std::string complaint(const std::string& toml) {
  Diagnostics diagnostics;
  CHECK_FALSE(parse_config(toml, "schemac.toml", diagnostics));
  REQUIRE(diagnostics.list().size() == 1);
  return print(diagnostics.list().front(), false);
}

}  // namespace

TEST_CASE("an empty schemac.toml has every default") {
  Diagnostics diagnostics;
  const auto config = parse_config("", "schemac.toml", diagnostics);
  REQUIRE(config);
  CHECK(config->headers == std::vector<std::string>{"schema/*.hpp"});
  CHECK(config->default_schema == "public");
  CHECK(config->migrations == "schema/migrations");
  CHECK(config->policy.allowed.count(plan::HazardKind::deletes_data) == 0);
  CHECK(config->policy.allowed.count(plan::HazardKind::rewrites_table) == 1);
  CHECK(config->environments.empty());
  CHECK(config->form.online);
  CHECK(config->form.lock_timeout == "3s");
}

TEST_CASE("an unknown key of an environment is answered with all that there are") {
  CHECK_THAT(complaint("[environments.prod]\nurll = \"x\"\n"),
             Contains("schemac.toml:2:1: error: unknown key `urll` in `[environments.prod]`") &&
                 Contains("the keys here are url, direct_url, protected"));
}

TEST_CASE("what schemac.toml says is what the configuration has") {
  Diagnostics diagnostics;
  const auto config = parse_config(
      "name = \"shop\"\n[schema]\nheaders = []\ndefault = \"stock\"\n[server]\nmajor = 14\n"
      "[policy]\nallow = [\"deletes-data\"]\nonline = false\nsafe_below = \"64MB\"\nlock_timeout = "
      "\"500ms\"\n[environments.\"a b\"]\nurl = "
      "\"env:X\"\nprotected = true\n",
      "schemac.toml", diagnostics);
  REQUIRE(config);
  CHECK(config->name == "shop");
  CHECK(config->headers.empty());
  CHECK(config->default_schema == "stock");
  CHECK(config->server_major == 14);
  CHECK(config->policy.allowed == std::set{plan::HazardKind::deletes_data});
  const Environment& environment = config->environments.at("a b");
  CHECK(environment.url == "env:X");
  CHECK(environment.is_protected);
  CHECK(environment.place.line == 13);
  CHECK(config->policy.safe_below == 64U << 20U);
  CHECK_FALSE(config->form.online);
  CHECK(config->form.lock_timeout == "500ms");
}

TEST_CASE("durations have a unit, and what is none is an error at its place") {
  Diagnostics diagnostics;
  const auto config = parse_config(
      "[migrate]\nlock_timeout = \"250ms\"\nretry_for = \"0\"\nwait = \"2m\"\n[environments.p]\ndirect_url = \"x\"\n",
      "schemac.toml", diagnostics);
  REQUIRE(config);
  CHECK(config->deploy.lock_timeout == std::chrono::milliseconds(250));
  CHECK(config->deploy.retry_for == std::chrono::milliseconds(0));
  CHECK(config->deploy.patience == std::chrono::minutes(2));
  CHECK(config->environments.at("p").direct_url == "x");
  for (const char* wrong : {"5", "\"5\"", "\"-5s\"", "\"5 s\"", "\"s\"", "\"25h\"", "\"99999999999999999999s\""})
    CHECK_THAT(complaint(std::string("[migrate]\nlock_timeout = ") + wrong),
               Contains("schemac.toml:2:16: error: `lock_timeout` must be a duration"));
}

TEST_CASE("what schemac.toml says wrongly is an error at its place") {
  CHECK_THAT(complaint("nmae = \"x\""), Contains("schemac.toml:1:1: error: unknown key `nmae`"));
  CHECK_THAT(complaint("[output]\ngenerated = 7"), Contains("schemac.toml:2:13: error: `generated` must be a string"));
  CHECK_THAT(complaint("[policy]\nlock_timeout = \"3 weeks\""),
             Contains("schemac.toml:2:16: error: `3 weeks` is no time"));
  CHECK_THAT(complaint("[policy]\nsafe_below = \"a lot\""), Contains("schemac.toml:2:14: error: `a lot` is no size"));
  CHECK_THAT(complaint("schema = 1"), Contains("`schema` must be a table"));
  CHECK_THAT(complaint("[schema]\nheaders = \"a.hpp\""), Contains("`headers` must be a list of strings"));
  CHECK_THAT(complaint("[schema]\nheaders = [1, 2]"), Contains("`headers` must be a list of strings"));
  CHECK_THAT(complaint("[policy]\nallow = [\"everything\"]"), Contains("no hazard is called `everything`"));
  CHECK_THAT(complaint("[environments]\nlive = \"x\""), Contains("`environments.live` must be a table"));
  CHECK_THAT(complaint("[environments.live]\nprotect = true"), Contains("in `[environments.live]`"));
  CHECK_THAT(complaint("name = "), Contains("schemac.toml:1:") && Contains("[config-unreadable]"));
}

TEST_CASE("an environment that is not there is development or an error") {
  Diagnostics diagnostics;
  const auto config = parse_config("[environments.live]\n", "schemac.toml", diagnostics);
  REQUIRE(config);
  CHECK(find_environment(*config, "", diagnostics)->name == "development");
  CHECK(find_environment(*config, "live", diagnostics)->name == "live");
  CHECK_FALSE(diagnostics.has_errors());
  CHECK_FALSE(find_environment(*config, "love", diagnostics));
  CHECK(diagnostics.list().front().code == Code::unknown_environment);
  CHECK_THAT(diagnostics.list().front().hint, Contains("development, live"));
}

TEST_CASE("a URL may stand in the environment") {
  Diagnostics diagnostics;
  ::setenv("SCHEMAC_TEST_CONFIG", "postgres://x", 1);
  CHECK(resolve_url("env:SCHEMAC_TEST_CONFIG", {}, diagnostics) == "postgres://x");
  CHECK(resolve_url("postgres://env:y", {}, diagnostics) == "postgres://env:y");
  ::setenv("SCHEMAC_TEST_CONFIG", "", 1);
  CHECK_FALSE(resolve_url("env:SCHEMAC_TEST_CONFIG", {}, diagnostics));
  CHECK(diagnostics.list().size() == 1);
}

TEST_CASE(".env is lines of NAME=value") {
  Diagnostics diagnostics;
  const std::string text =
      "# of mine\n\nA=1\n export B = two words # said\nC='#$\"'\nD=\"a\\n\\\"b\\\"\" # said\nE=\nF=a#b\r\nA=2\n";
  CHECK(parse_dotenv(text, ".env", diagnostics) ==
        Variables{{"A", "2"}, {"B", "two words"}, {"C", "#$\""}, {"D", "a\n\"b\""}, {"E", ""}, {"F", "a#b"}});
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("what is no such line of .env is an error at its line") {
  for (const char* line : {"A", "=1", "1A=1", "A-B=1", "A='x", "A=\"x\\\"", "A='x' y"}) {
    INFO(line);
    Diagnostics diagnostics;
    CHECK(parse_dotenv(std::string("OK=1\n") + line, ".env", diagnostics) == Variables{{"OK", "1"}});
    REQUIRE(diagnostics.list().size() == 1);
    CHECK(diagnostics.list().front().place.line == 2);
  }
}

}  // namespace schemac::cli
