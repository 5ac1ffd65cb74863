// The committed files are what schemac writes now, byte for byte, and nothing else.
#include <set>

#include <catch2/catch.hpp>

#include "emit/generate.hpp"
#include "emit/output_names.hpp"
#include "generated/compiler.hpp"

using namespace schemac;
namespace fs = std::filesystem;

TEST_CASE("generated/ is what schemac makes of schema/, byte for byte") {
  const fs::path source = SCHEMAC_SOURCE_DIR;
  const model::Declared declared = tests::eventide();
  emit::Options options;
  options.output = source / "generated";
  options.templates = source / "templates";
  Diagnostics diagnostics;
  const std::optional<StagedFiles> staged = emit::generate(declared, options, diagnostics);
  REQUIRE(staged);
  for (const fs::path& changed : staged->changed()) FAIL_CHECK("stale: " << changed << "; run `schemac generate`");

  std::set<std::string> there;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(options.output))
    if (entry.is_regular_file()) there.insert(entry.path().lexically_relative(options.output).generic_string());
  const std::vector<std::string> files = emit::output_files(emit::sources_of(declared), "schema");
  CHECK(there == std::set<std::string>(files.begin(), files.end()));
}
