// The examples of docs/generated-code.md compile.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "generated/compiler.hpp"
#include "support/child.hpp"
#include "support/files.hpp"

using namespace schemac;

namespace {

/// The blocks of C++ in a page, in their order.
std::vector<std::string> examples(const std::string& page) {
  const std::string fence = "```cpp\n";
  std::vector<std::string> blocks;
  for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    blocks.push_back(page.substr(at, page.find("```", at) - at));
  }
  return blocks;
}

}  // namespace

TEST_CASE("every example of docs/generated-code.md compiles") {
  const std::filesystem::path source = SCHEMAC_SOURCE_DIR;
  const std::vector<std::string> blocks = examples(read_file(source / "docs" / "generated-code.md").value());
  REQUIRE(blocks.size() >= 8);
  std::string text =
      "#include <cstdio>\n#include <schemac/runtime/check_contract.hpp>\n#include "
      "<schemac/runtime/connection.hpp>\n#include <schemac/runtime/error.hpp>\n"
      "#include <schemac/runtime/key_ring.hpp>\n#include <schemac/runtime/retry.hpp>\n#include "
      "<schemac/runtime/pipeline.hpp>\n#include <schemac/runtime/health.hpp>\n#include "
      "<schemac/runtime/metrics.hpp>\n#include <schemac/runtime/slow_log.hpp>\n#include "
      "<schemac/runtime/replicated_pool.hpp>\n#include "
      "<schemac/runtime/select.hpp>\n#include "
      "<schemac/runtime/validation.hpp>\n#include "
      "\"booking.hpp\"\n#include \"queries/bookings.hpp\"\n#include \"schemac_contract.hpp\"\n#include "
      "\"session.hpp\"\n#include \"user.hpp\"\n";
  for (std::size_t i = 0; i < blocks.size(); ++i)
    text += fmt::format("void example_{}([[maybe_unused]] schemac::runtime::Executor& database) {{\n{}}}\n", i + 1,
                        blocks[i]);
  const tests::TemporaryFolder folder;
  StagedFiles staged;
  staged.write(folder.path() / "examples.cpp", text);
  staged.commit();
  const tests::Compiled compiled =
      tests::compile(tests::compilers().front(), folder.path() / "examples.cpp", {source / "generated"});
  INFO(text);
  CHECK(compiled.output == "");
  CHECK(compiled.well);
}
