#include "plan/type_change.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "diff/tokens.hpp"

namespace schemac::plan {
namespace {

/// A type, taken apart: `timestamp(3) without time zone[]` is {timestamp without time zone, {3}, array}.
struct Type {
  std::string name;
  std::vector<int> modifiers;
  bool array = false;
};

Type parsed(const std::string& text) {
  Type type;
  bool inside = false;
  for (const diff::Token& token : diff::tokenize(text)) {
    using Kind = diff::Token::Kind;
    if (token.text == "[") type.array = true;
    if (token.text == "(") inside = true;
    if (token.text == ")") inside = false;
    if (token.text == ".") type.name.clear();
    if (inside && token.kind == Kind::number) type.modifiers.push_back(std::stoi(std::string(token.text)));
    if (inside || !diff::name_in(token)) continue;
    type.name += (type.name.empty() ? "" : " ") + *diff::name_in(token);
  }
  return type;
}

constexpr TypeChange kCatalogOnly{false, false, false};
constexpr TypeChange kRewrites{true, false, false};
constexpr TypeChange kMayFail{true, true, false};
constexpr TypeChange kLoses{true, false, true};
constexpr TypeChange kLosesOrFails{true, true, true};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// numeric(p, s): the digits before the point must still fit; those behind it are rounded.
TypeChange numeric_change(const std::vector<int>& before, const std::vector<int>& after) {
  if (after.empty()) return kCatalogOnly;
  if (before.empty()) return kLosesOrFails;
  const int scale_before = before.size() > 1 ? before[1] : 0;
  const int scale_after = after.size() > 1 ? after[1] : 0;
  if (scale_before == scale_after && before[0] <= after[0]) return kCatalogOnly;
  // Rounding carries: 9.9 of numeric(2,1) does not fit numeric(1,0).
  const bool fits = before[0] - scale_before + (scale_after < scale_before ? 1 : 0) <= after[0] - scale_after;
  return {true, !fits, scale_after < scale_before};
}

/// Only the modifiers differ.
TypeChange modifier_change(const Type& before, const Type& after) {
  if (before.name == "numeric") return numeric_change(before.modifiers, after.modifiers);
  if (is_one_of(before.name, {"character varying", "bit varying"})) {
    const bool wider = after.modifiers.empty() || (!before.modifiers.empty() && before.modifiers <= after.modifiers);
    return wider ? kCatalogOnly : kMayFail;
  }
  if (before.name == "character") return before.modifiers <= after.modifiers ? kRewrites : kMayFail;
  const bool is_time = before.name.rfind("time", 0) == 0 || before.name.rfind("interval", 0) == 0;
  if (!is_time) return kMayFail;
  const bool finer = after.modifiers.empty() || (!before.modifiers.empty() && before.modifiers <= after.modifiers);
  return finer ? kCatalogOnly : kLoses;
}

struct Known {
  std::string_view before;
  std::string_view after;
  TypeChange change;
};

// Between types of different names. Where a modifier matters, `any_change` looks at it first.
constexpr auto kKnown = std::to_array<Known>({
    {"bigint", "bit", kLoses},
    {"bigint", "boolean", kLoses},
    {"bigint", "double precision", kLoses},
    {"bigint", "integer", kMayFail},
    {"bigint", "numeric", kRewrites},
    {"bigint", "real", kLoses},
    {"bigint", "smallint", kMayFail},
    {"bit", "bit varying", kCatalogOnly},
    {"box", "circle", kLoses},
    {"box", "point", kLoses},
    {"character", "character varying", kRewrites},
    {"character varying", "citext", kCatalogOnly},
    {"character varying", "text", kCatalogOnly},
    {"cidr", "inet", kCatalogOnly},
    {"circle", "point", kLoses},
    {"citext", "character varying", kCatalogOnly},
    {"citext", "text", kCatalogOnly},
    {"date", "timestamp with time zone", kRewrites},
    {"date", "timestamp without time zone", kRewrites},
    {"double precision", "bigint", kLosesOrFails},
    {"double precision", "boolean", kLoses},
    {"double precision", "integer", kLosesOrFails},
    {"double precision", "money", kLosesOrFails},
    {"double precision", "numeric", kLosesOrFails},
    {"double precision", "real", kLosesOrFails},
    {"double precision", "smallint", kLosesOrFails},
    {"inet", "cidr", kLoses},
    {"integer", "bigint", kRewrites},
    {"integer", "bit", kLoses},
    {"integer", "boolean", kLoses},
    {"integer", "double precision", kRewrites},
    {"integer", "numeric", kRewrites},
    {"integer", "real", kLoses},
    {"integer", "smallint", kMayFail},
    {"interval", "time without time zone", kLoses},
    {"json", "boolean", kLosesOrFails},
    {"json", "jsonb", kLosesOrFails},
    {"jsonb", "bigint", kLosesOrFails},
    {"jsonb", "double precision", kLosesOrFails},
    {"jsonb", "integer", kLosesOrFails},
    {"jsonb", "json", kRewrites},
    {"jsonb", "real", kLosesOrFails},
    {"jsonb", "smallint", kLosesOrFails},
    {"lseg", "point", kLoses},
    {"money", "bigint", kLosesOrFails},
    {"money", "double precision", kLoses},
    {"money", "integer", kLosesOrFails},
    {"money", "real", kLoses},
    {"money", "smallint", kLosesOrFails},
    {"numeric", "bigint", kLosesOrFails},
    {"numeric", "boolean", kLoses},
    {"numeric", "double precision", kLosesOrFails},
    {"numeric", "integer", kLosesOrFails},
    {"numeric", "money", kLosesOrFails},
    {"numeric", "real", kLosesOrFails},
    {"numeric", "smallint", kLosesOrFails},
    {"polygon", "box", kLoses},
    {"polygon", "circle", kLoses},
    {"polygon", "point", kLoses},
    {"real", "bigint", kLosesOrFails},
    {"real", "boolean", kLoses},
    {"real", "double precision", kRewrites},
    {"real", "integer", kLosesOrFails},
    {"real", "money", kLosesOrFails},
    {"real", "numeric", kLosesOrFails},
    {"real", "smallint", kLosesOrFails},
    {"smallint", "bigint", kRewrites},
    {"smallint", "boolean", kLoses},
    {"smallint", "double precision", kRewrites},
    {"smallint", "integer", kRewrites},
    {"smallint", "numeric", kRewrites},
    {"smallint", "real", kRewrites},
    {"text", "character varying", kCatalogOnly},
    {"text", "citext", kCatalogOnly},
    {"time with time zone", "time without time zone", kLoses},
    {"timestamp with time zone", "date", kLoses},
    {"timestamp with time zone", "time with time zone", kLoses},
    {"timestamp with time zone", "time without time zone", kLoses},
    {"timestamp with time zone", "timestamp without time zone", kRewrites},
    {"timestamp without time zone", "date", kLoses},
    {"timestamp without time zone", "time without time zone", kLoses},
    // Only where the session's zone is UTC does this leave the table alone.
    {"timestamp without time zone", "timestamp with time zone", kRewrites},
    {"xid8", "xid", kLoses},
});

/// Fewer digits of a second than there were; of a number or a date the scale or the time is new.
bool cuts_seconds(const Type& before, const Type& after) {
  if (before.name.rfind("time", 0) != 0 || after.modifiers.empty()) return false;
  return before.modifiers.empty() || after.modifiers < before.modifiers;
}

TypeChange any_change(const Type& before, const Type& after) {
  const bool narrows = !after.modifiers.empty();
  // `interval day to hour` and its like keep some of the fields.
  if (before.name.starts_with("interval") && after.name.starts_with("interval"))
    return after.name == "interval" && !narrows ? kRewrites : kLoses;
  const auto known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) {
    return each.before == before.name && each.after == after.name;
  });
  if (known != kKnown.end())
    return narrows ? TypeChange{true, true, known->change.loses || cuts_seconds(before, after)} : known->change;
  // Every type has a text form.
  if (is_one_of(after.name, {"text", "character varying"}) && !narrows) return kRewrites;
  return kMayFail;
}

}  // namespace

std::string base_type(const std::string& type) { return parsed(type).name; }

TypeChange type_change(const std::string& before, const std::string& after) {
  if (before == after) return kCatalogOnly;
  const Type from = parsed(before);
  const Type to = parsed(after);
  if (from.array && !to.array) return is_one_of(to.name, {"text", "character varying"}) ? kRewrites : kMayFail;
  if (!from.array && to.array) return kMayFail;
  TypeChange change = from.name == to.name ? modifier_change(from, to) : any_change(from, to);
  // Two types of one name: the one made way for the other, or they are in two namespaces.
  if (from.name == to.name && from.modifiers == to.modifiers) change = kMayFail;
  change.rewrites = change.rewrites || to.array;  // its elements are cast one by one
  return change;
}

}  // namespace schemac::plan
