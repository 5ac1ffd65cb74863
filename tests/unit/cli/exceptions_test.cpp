// What goes wrong in the world, as a user is told of it.
#include <catch2/catch.hpp>

#include "catalog/read.hpp"
#include "cli/commands.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

template <class Exception>
Code code_of(const Exception& exception) {
  Diagnostics diagnostics;
  try {
    throw exception;
  } catch (...) {
    explain_exception(diagnostics);
  }
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list().front().message == exception.what());
  return diagnostics.list().front().code;
}

}  // namespace

TEST_CASE("an exception of the world is a diagnostic with its code") {
  CHECK(code_of(FileError("cannot write `x`")) == Code::output_unwritable);
  CHECK(code_of(catalog::ServerTooOld("PostgreSQL 12 is too old")) == Code::server_too_old);
  CHECK(code_of(catalog::ChangedWhileRead()) == Code::busy);
}

TEST_CASE("a mistake of our own is no diagnostic") {
  Diagnostics diagnostics;
  const auto explain = [&] {
    try {
      throw std::logic_error("ours");
    } catch (...) {
      explain_exception(diagnostics);
    }
  };
  CHECK_THROWS_AS(explain(), std::logic_error);
}

}  // namespace schemac::cli
