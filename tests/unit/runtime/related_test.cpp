// Which form the statement of a relation has, and keys by their bytes.
#include <catch2/catch.hpp>
#include <map>
#include <schemac/runtime/codec/relation_keys.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/codec/uuid.hpp>
#include <schemac/runtime/codec/value.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/query/entity.hpp>
#include <schemac/runtime/query/loaded.hpp>
#include <string>

using namespace schemac::runtime;
using detail::KeyIndex, detail::RelationKeys, detail::SlotOwners;

namespace {

struct Owner {
  std::int64_t id = 0;
  std::optional<std::int32_t> small = {};
  std::string name = {};
};

const EntityInfo& things() {
  static constexpr EntityColumn kColumns[] = {{"id", ""}, {"owner_id", ""}, {"small", ""}, {"name", "::text"}};
  static constexpr std::string_view kKey[] = {"id"};
  using Columns = Shape<Owner, std::int64_t, std::int64_t, std::int32_t, std::string>;
  static constexpr EntityInfo kInfo{"public.things", "things", "", "", kColumns, 4, kKey, 1, nullptr, &Columns::kShape};
  return kInfo;
}

const EntityInfo& owners() {
  static constexpr ColumnPair kSame[] = {{"id", "owner_id"}}, kOther[] = {{"id", "small"}},
                              kName[] = {{"name", "name"}};
  static constexpr ColumnPair kTwo[] = {{"id", "owner_id"}, {"small", "small"}};
  static constexpr RelationInfo kRelations[] = {{&things, kSame, 1, "", "", nullptr, 0},
                                                {&things, kOther, 1, "", "", nullptr, 0},
                                                {&things, kName, 1, "", "", nullptr, 0},
                                                {&things, kTwo, 2, "", "", nullptr, 0},
                                                {&things, kSame, 1, "public.between", "deleted_at", kOther, 1}};
  static constexpr EntityInfo kInfo{"public.owners", "owners", "", "", nullptr, 0, nullptr, 0, kRelations, nullptr};
  return kInfo;
}

template <class... Member>
RelationKeys keys_of(const std::vector<Owner>& rows, const std::array<std::string_view, sizeof...(Member)>& casts,
                     Member... members) {
  std::vector<const Owner*> sources;
  for (const Owner& row : rows) sources.push_back(&row);
  RelationKeys keys;
  detail::collect_keys(keys, sources, casts, members...);
  return keys;
}

std::string statement(std::size_t relation, RelationKeys keys, const detail::SelectParts& choice = {}) {
  keys.choose_form(owners(), relation, choice.limit.has_value());
  return detail::select_related(owners(), relation, keys, choice, true).spell();
}

}  // namespace

TEST_CASE("keys are numbered by their bytes, as they come") {
  KeyIndex index;
  CHECK(index.find("a") == KeyIndex::kNone);
  std::map<std::string, std::size_t> expected;
  for (std::size_t round = 0; round < 2; ++round)
    for (std::size_t i = 0; i < 1000; ++i) {
      const std::string key = i == 0 ? std::string() : std::string(i % 7, 'x') + std::to_string(i) + '\0';
      CHECK(index.add(key) == expected.try_emplace(key, expected.size()).first->second);
    }
  CHECK(index.size() == expected.size());
  for (const auto& [key, number] : expected) CHECK(index.find(key) == number);
  CHECK(index.find("y") == KeyIndex::kNone);
}

TEST_CASE("keys that bytes tell apart are asked for by their values") {
  const auto by_id = keys_of({{1}, {2}, {1}}, {"::bigint[]"}, &Owner::id);
  CHECK(by_id.slot_of == std::vector<std::size_t>{0, 1, 0});
  CHECK(statement(0, by_id) ==
        "SELECT id, owner_id, small, name::text FROM public.things WHERE owner_id = ANY($1::bigint[]) ORDER BY id");
  // The column that refers has another type: it comes once more, as that of the key.
  CHECK(statement(1, by_id) ==
        "SELECT small::bigint, id, owner_id, small, name::text FROM public.things "
        "WHERE small = ANY($1::bigint[]) ORDER BY id");
  CHECK(statement(4, by_id) ==
        "SELECT public.between.owner_id::bigint, public.things.id, public.things.owner_id, public.things.small, "
        "public.things.name::text FROM public.between JOIN public.things ON public.things.small = public.between.id "
        "AND public.between.deleted_at IS NULL WHERE public.between.owner_id = ANY($1::bigint[]) ORDER BY "
        "public.things.id");
}

TEST_CASE("keys that only PostgreSQL tells apart go by number") {
  const std::vector<Owner> rows{{1, 5, "a"}, {2, std::nullopt, "A"}, {1, 5, "a"}};
  const auto by_name = keys_of(rows, {"::text[]"}, &Owner::name);
  CHECK(by_name.slot_of == std::vector<std::size_t>{0, 1, 0});
  CHECK(statement(2, by_name).starts_with("SELECT \"schemac keys\".n, public.things.id"));
  const auto by_two = keys_of(rows, {"::bigint[]", "::integer[]"}, &Owner::id, &Owner::small);
  CHECK(by_two.slot_of == std::vector<std::size_t>{0, KeyIndex::kNone, 0});
  CHECK(statement(3, by_two).find("unnest($1::bigint[], $2::integer[]) WITH ORDINALITY") != std::string::npos);
  detail::SelectParts three;
  three.limit = 3;
  const auto by_id = keys_of(rows, {"::bigint[]"}, &Owner::id);
  CHECK(statement(0, by_id, three).find("unnest($1::bigint[]) WITH ORDINALITY") != std::string::npos);
}

TEST_CASE("a related row finds its slot by its key, and a slot the rows that have it") {
  RelationKeys keys = keys_of({{7}, {9}, {7}}, {"::bigint[]"}, &Owner::id);
  keys.choose_form(owners(), 0, false);
  CHECK(&keys.shape_with_key(*things().shape) == things().shape);
  const auto fields_with = [](const char* key) { return std::array<Field, 4>{Field{}, Field{key, key ? 8 : -1}}; };
  CHECK(keys.slot(fields_with("\0\0\0\0\0\0\0\7").data()) == 0);
  CHECK(keys.slot(fields_with("\0\0\0\0\0\0\0\t").data()) == 1);
  CHECK_THROWS_AS(keys.slot(fields_with("\0\0\0\0\0\0\0\1").data()), DecodeError);
  CHECK_THROWS_AS(keys.slot(fields_with(nullptr).data()), DecodeError);
  const SlotOwners of(keys);
  CHECK(of.first(0) == 0);
  CHECK(of.next(0) == 2);
  CHECK(of.next(2) == KeyIndex::kNone);
  CHECK(of.first(1) == 1);
  RelationKeys other = keys_of({{7}}, {"::bigint[]"}, &Owner::id);
  other.choose_form(owners(), 1, false);
  CHECK(other.shape_with_key(*things().shape).count == 5);
  CHECK(&other.shape_with_key(*things().shape) == &other.shape_with_key(*things().shape));
}
