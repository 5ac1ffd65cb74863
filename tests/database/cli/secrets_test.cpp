// Columns that become secrets, or are none any more, while they have values.
#include <catch2/catch.hpp>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kHeader = "schema/library.hpp";
constexpr const char* kSnapshot = "schema/snapshot.json";

/// Readers have a password and a token, as plain as they come.
struct Secretive : Library {
  Secretive(const std::string& password, const std::string& token) {
    add_column(password);
    add_column(token);
    succeed({"generate"});
  }
};

}  // namespace

TEST_CASE("a column with plain values is made no secret in place") {
  const Secretive library("Text password;", "Text token;");
  library.replace(kHeader, "Text password;", "Text password{hashed};");
  library.replace(kHeader, "Text token;", "Text token{encrypted};");
  const auto before = library.files();
  const std::string refused = library.fail(1, {"generate"});
  CHECK_THAT(refused,
             Contains("library.hpp:16:8: error: `public.authors.password` holds plain values, and no migration "
                      "makes hashes of them") &&
                 Contains("`public.authors.token` holds plain values, and no migration makes ciphertexts") &&
                 Contains("[secret-in-place]") && Contains("a new column beside it"));
  CHECK(library.files() == before);
}

TEST_CASE("a ciphertext is made no text in place, nor a hash one of another sort") {
  const Secretive library("Text password{hashed};", "Text token{encrypted};");
  CHECK_THAT(library.read(kSnapshot), Contains("\"secrets\": [") && Contains("\"kept\": \"hashed\""));
  library.replace(kHeader, "Text token{encrypted};", "Text token;");
  CHECK_THAT(library.fail(1, {"generate"}), Contains("`public.authors.token` holds ciphertexts, and no migration makes "
                                                     "texts of them [secret-in-place]"));
  library.replace(kHeader, "Text token;", "Text token{hashed};");
  CHECK_THAT(library.fail(1, {"generate"}), Contains("holds ciphertexts, and no migration makes hashes of them"));
  library.replace(kHeader, "Text token{hashed};", "Text token{encrypted};");
  library.replace(kHeader, "Text password{hashed};", "Text password;");
  library.succeed({"generate"});  // a hash is a text as well
  CHECK_THAT(library.read(kSnapshot), !Contains("\"hashed\""));
}

TEST_CASE("a secret beside a plain column takes its place, and may be renamed") {
  const Secretive library("Text password;", "Nullable<Text> secret_password{hashed};");
  library.replace(kHeader, "  Text password;\n", "");
  library.replace(kHeader, "Nullable<Text> secret_password{hashed};",
                  "Nullable<Text> password{hashed, renamed_from(\"secret_password\")};");
  library.succeed({"generate", "--allow=deletes-data"});
  library.replace(kHeader, "Nullable<Text> password{hashed, renamed_from(\"secret_password\")};",
                  "Nullable<Text> pass{hashed, renamed_from(\"password\")};");
  library.succeed({"generate"});
  CHECK_THAT(library.read(kSnapshot), Contains("\"pass\"") && !Contains("secret_password"));
}

TEST_CASE("db push makes no ciphertext of a text") {
  const Library library;
  library.add_column("Text token;");
  library.succeed({"db", "push"});
  library.replace(kHeader, "Text token;", "Text token{encrypted};");
  CHECK_THAT(library.fail(1, {"db", "push", "--allow=deletes-data"}), Contains("[secret-in-place]"));
}

}  // namespace schemac::tests
