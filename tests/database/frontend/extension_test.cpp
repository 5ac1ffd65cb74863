// A schema whose extension the server does not have: what is missing is named, not what fails for want of it.
#include <catch2/catch.hpp>

#include "elaborate/elaborate.hpp"
#include "support/private_server.hpp"

namespace schemac::frontend::tests {

TEST_CASE("an extension that is not installed is named at the place that needs it") {
  model::Declared declared;
  const model::Extension extension{"no_such_extension", "public", {}};
  declared.places[extension.id()] = {"schema/map.hpp", 7, 3};
  declared.schema.extensions.put(extension);
  elaborate::Scratch scratch(schemac::tests::server_url());
  Diagnostics diagnostics;
  CHECK_FALSE(elaborate::elaborate(declared, scratch, diagnostics));
  REQUIRE(diagnostics.list().size() == 1);
  const Diagnostic& diagnostic = diagnostics.list().front();
  CHECK(diagnostic.code == Code::missing_extension);
  CHECK(diagnostic.place.line == 7);
  CHECK_THAT(diagnostic.message, Catch::Contains("`no_such_extension`"));
}

}  // namespace schemac::frontend::tests
