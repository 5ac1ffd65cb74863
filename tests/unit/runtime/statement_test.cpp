#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <schemac/runtime/abi.hpp>
#include <schemac/runtime/statement.hpp>
#include <schemac/runtime/variants.hpp>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

using namespace schemac::runtime;

static_assert(kAbi >= 1);
// No SQL of a run-time string becomes a statement.
static_assert(!std::is_constructible_v<Statement, std::string>);
static_assert(!std::is_constructible_v<Statement, std::string_view>);
static_assert(!std::is_constructible_v<Statement, const char*>);
static_assert(!std::is_constructible_v<Fragment, std::string>);
static_assert(!std::is_constructible_v<Assembly, std::string>);

TEST_CASE("an assembly is the same statement as the literal of its text") {
  Assembly assembly{"UPDATE t SET "};
  assembly.separate(", ")
      .add("a = ")
      .placeholder()
      .separate(", ")
      .add("b = ")
      .placeholder()
      .add(" WHERE id = ")
      .placeholder();
  constexpr Statement kSame{"UPDATE t SET a = $1, b = $2 WHERE id = $3"};
  CHECK(assembly.statement().sql() == kSame.sql());
  CHECK(assembly.statement().key() == kSame.key());
  CHECK(assembly.placeholders() == 3);
}

TEST_CASE("a text has the same key to the compiler and to the program, and others another") {
  static constexpr std::string_view kText = "SELECT id, reference, notes FROM public.bookings \xC3\xA4 WHERE id = $1";
  constexpr auto kKeys = [] {
    std::array<std::uint64_t, kText.size()> keys{};
    for (std::size_t size = 0; size < kText.size(); ++size) keys[size] = detail::text_key(kText.substr(0, size));
    return keys;
  }();
  const std::string text(kText);
  for (std::size_t size = 0; size < kText.size(); ++size)
    CHECK(detail::text_key(std::string_view(text).substr(0, size)) == kKeys[size]);
  CHECK(std::set<std::uint64_t>(kKeys.begin(), kKeys.end()).size() == kKeys.size());
}

TEST_CASE("a form is put together once and then kept") {
  Variants variants;
  int built = 0;
  const auto form = [&](const FieldSet<9>& fields) {
    return std::string(variants
                           .of(fields,
                               [&] {
                                 ++built;
                                 Assembly assembly{"SET"};
                                 for (std::size_t field = 0; field < 9; ++field) {
                                   if (fields.has(field)) assembly.add(" x").placeholder();
                                 }
                                 return assembly;
                               })
                           .statement()
                           .sql());
  };
  FieldSet<9> none;
  FieldSet<9> two;
  two.set(0);
  two.set(8);
  CHECK(none.none());
  CHECK_FALSE(two.none());
  CHECK(form(two) == "SET x$1 x$2");
  CHECK(form(none) == "SET");
  CHECK(form(two) == "SET x$1 x$2");
  CHECK(built == 2);
  two.set(0, false);
  CHECK(form(two) == "SET x$1");
}

TEST_CASE("more forms than are kept still work, from several threads") {
  Variants variants;
  const auto work = [&variants] {
    for (unsigned number = 0; number < 1000; ++number) {
      FieldSet<16> fields;
      for (unsigned bit = 0; bit < 16; ++bit) fields.set(bit, (number >> bit & 1) != 0);
      const auto form = variants.of(fields, [&] {
        Assembly assembly{"S"};
        for (unsigned bit = 0; bit < 16; ++bit) fields.has(bit) ? assembly.add("1") : assembly.add("0");
        return assembly;
      });
      std::string wanted = "S";
      for (unsigned bit = 0; bit < 16; ++bit) wanted += fields.has(bit) ? '1' : '0';
      if (form.statement().sql() != wanted) throw wanted;
    }
  };
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  CHECK_NOTHROW(work());
}
