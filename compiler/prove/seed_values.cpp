#include "prove/seed_values.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "diff/tokens.hpp"
#include "plan/type_change.hpp"
#include "sql/quote.hpp"
#include "support/pattern_sample.hpp"

namespace schemac::prove {
namespace {

using Texts = std::vector<std::string>;

std::optional<int> number_in(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Texts numbers(int row) { return {fmt::format("{}", row), "0", fmt::format("0.{}", row), fmt::format("-{}", row)}; }

/// What checks ask of texts more often than not: an address, a link, a word, a code.
Texts words(int row, const std::set<std::string>& constants) {
  const char letter = static_cast<char>('A' + row % 26);
  Texts texts{fmt::format("row {}", row),
              fmt::format("row{}", row),
              fmt::format("{}", row),
              fmt::format("row{}@example.com", row),
              fmt::format("https://example.com/{}", row),
              std::string(2, letter),
              std::string(3, letter),
              fmt::format("+4930123456{}", row),
              fmt::format("#00000{}", row % 10),
              fmt::format("00000000-0000-4000-8000-{:012}", row),
              ""};
  for (const std::string& constant : constants) {  // of some length
    const std::optional<int> length = number_in(constant);
    if (length && *length > 1 && *length <= 1000)
      texts.push_back(fmt::format("{:0>{}}", fmt::format("a{}", row), *length));
  }
  return texts;
}

Texts moments(int row) {
  return {fmt::format("2020-01-{:02} 0{}:00:00", 1 + row % 28, row % 10),
          fmt::format("2030-01-{:02} 0{}:00:00", 1 + row % 28, row % 10), "1999-12-31 00:00:00"};
}

Texts spans(int row, std::string_view format) {
  return {fmt::format(fmt::runtime(format), row * 100, row * 100 + 10), "empty"};
}
Texts day_spans(int row) { return {fmt::format("[2020-{0:02}-01,2020-{0:02}-15)", 1 + row % 12), "empty"}; }

Texts in_braces(Texts texts) {
  for (std::string& text : texts) text = text == "empty" ? "{}" : "{" + text + "}";
  return texts;
}

/// By the name of a type without modifiers and schema, what its input function takes.
/// https://www.postgresql.org/docs/15/datatype.html
Texts plain_values(const std::string& type, int row) {
  static const std::map<std::string, std::function<Texts(int)>, std::less<>> kValues = {
      {"smallint", numbers},
      {"integer", numbers},
      {"bigint", numbers},
      {"numeric", numbers},
      {"real", numbers},
      {"double precision", numbers},
      {"money", numbers},
      {"oid", numbers},
      {"boolean",
       [](int n) {
         return n % 2 == 1 ? Texts{"true", "false"} : Texts{"false", "true"};
       }},
      {"date", moments},
      {"timestamp without time zone", moments},
      {"timestamp with time zone", moments},
      {"time without time zone",
       [](int n) {
         return Texts{fmt::format("0{}:00:00", n % 10), "12:00:00"};
       }},
      {"time with time zone", [](int n) { return Texts{fmt::format("0{}:00:00+00", n % 10)}; }},
      {"interval",
       [](int n) {
         return Texts{fmt::format("{} hours", n), "0"};
       }},
      {"uuid", [](int n) { return Texts{fmt::format("00000000-0000-4000-8000-{:012}", n)}; }},
      {"json",
       [](int n) {
         return Texts{fmt::format("{{\"n\": {}}}", n), "[]", fmt::format("{}", n)};
       }},
      {"jsonb",
       [](int n) {
         return Texts{fmt::format("{{\"n\": {}}}", n), "[]", fmt::format("{}", n)};
       }},
      {"bytea",
       [](int n) {
         return Texts{fmt::format("\\x{:02x}", n), fmt::format("\\x{:064x}", n), "\\x"};
       }},
      {"xml", [](int n) { return Texts{fmt::format("<n>{}</n>", n)}; }},
      {"inet", [](int n) { return Texts{fmt::format("10.0.0.{}", n)}; }},
      {"cidr", [](int n) { return Texts{fmt::format("10.0.{}.0/24", n)}; }},
      {"macaddr", [](int n) { return Texts{fmt::format("08:00:2b:01:02:{:02x}", n)}; }},
      {"macaddr8", [](int n) { return Texts{fmt::format("08:00:2b:01:02:03:04:{:02x}", n)}; }},
      {"pg_lsn", [](int n) { return Texts{fmt::format("0/{}", n)}; }},
      {"bit", [](int n) { return Texts{fmt::format("{:b}", n)}; }},
      {"bit varying", [](int n) { return Texts{fmt::format("{:b}", n)}; }},
      {"point", [](int n) { return Texts{fmt::format("({},0)", n)}; }},
      {"line", [](int n) { return Texts{fmt::format("{{1,1,{}}}", n)}; }},
      {"lseg", [](int n) { return Texts{fmt::format("(0,0),({},1)", n)}; }},
      {"box", [](int n) { return Texts{fmt::format("({0}00,0),({0}01,1)", n)}; }},
      {"path", [](int n) { return Texts{fmt::format("((0,0),({},1))", n)}; }},
      {"polygon", [](int n) { return Texts{fmt::format("(({0}00,0),({0}01,1),({0}01,0))", n)}; }},
      {"circle", [](int n) { return Texts{fmt::format("<({}00,0),1>", n)}; }},
      {"tsvector", [](int n) { return Texts{fmt::format("row{}", n)}; }},
      {"tsquery", [](int n) { return Texts{fmt::format("row{}", n)}; }},
      {"hstore", [](int n) { return Texts{fmt::format("n=>{}", n)}; }},
      {"int4range", [](int n) { return spans(n, "[{},{})"); }},
      {"int8range", [](int n) { return spans(n, "[{},{})"); }},
      {"numrange", [](int n) { return spans(n, "[{},{})"); }},
      {"daterange", day_spans},
      {"tsrange", day_spans},
      {"tstzrange", day_spans},
      {"int4multirange", [](int n) { return in_braces(spans(n, "[{},{})")); }},
      {"int8multirange", [](int n) { return in_braces(spans(n, "[{},{})")); }},
      {"nummultirange", [](int n) { return in_braces(spans(n, "[{},{})")); }},
      {"datemultirange", [](int n) { return in_braces(day_spans(n)); }},
      {"tsmultirange", [](int n) { return in_braces(day_spans(n)); }},
      {"tstzmultirange", [](int n) { return in_braces(day_spans(n)); }},
  };
  const auto found = kValues.find(type);
  return found == kValues.end() ? Texts{} : found->second(row);
}

std::string cast(const std::string& text, const std::string& type) {
  return "CAST(" + sql::literal(text) + " AS " + type + ")";
}

template <class K>
const K* named(const model::Objects<K>& objects, const std::string& type) {
  for (const auto& [id, object] : objects)
    if (sql::qualified(object.name) == type) return &object;
  return nullptr;
}

Texts casts(const Texts& texts, const std::string& type) {
  Texts values;
  for (const std::string& text : texts) {
    std::string value = cast(text, type);
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
  }
  return values;
}

Texts of_domain(const model::Domain& domain, int row, const model::Schema& schema, std::set<std::string> constants) {
  for (const model::DomainCheck& check : domain.checks) constants.merge(constants_in(check.expression));
  Texts values;
  for (const std::string& value : values_of(domain.type, row, schema, constants))
    values.push_back("CAST(" + value + " AS " + sql::qualified(domain.name) + ")");
  return values;
}

std::string of_composite(const model::CompositeType& type, int row, const model::Schema& schema) {
  std::string values;
  for (const model::Attribute& attribute : type.attributes)
    values += (values.empty() ? "" : ", ") + values_of(attribute.type, row, schema, {}).front();
  return "CAST(ROW(" + values + ") AS " + sql::qualified(type.name) + ")";
}

/// Each row begins with another one, so that rows differ.
void turn(Texts& texts, int row) {
  if (!texts.empty())
    std::rotate(texts.begin(), texts.begin() + (row - 1) % static_cast<std::ptrdiff_t>(texts.size()), texts.end());
}

/// Some texts that match a regular expression, where such are to be had.
std::set<std::string> matching(const std::string& pattern) {
  std::set<std::string> texts;
  // Of any length, and of some that another check or the type may demand.
  constexpr std::pair<std::size_t, std::size_t> kLengths[] = {{0, 0}, {0, 3}, {0, 5}, {8, 0}, {20, 0}};
  for (const auto& [minimum, maximum] : kLengths) {
    const std::optional<std::vector<std::string>> sample = pattern_sample(pattern, minimum, maximum);
    for (std::size_t number = 0; sample && number < 4; ++number) {
      std::string text;
      for (const std::string& letters : *sample) text += letters[number % letters.size()];
      texts.insert(std::move(text));
    }
  }
  return texts;
}

bool is_text(const std::string& base) {
  static const std::set<std::string, std::less<>> kTexts = {"text", "character varying", "character", "citext", "name",
                                                            "ltree"};
  return kTexts.contains(base);
}

}  // namespace

std::set<std::string> constants_in(const std::string& expression) {
  std::set<std::string> constants;
  bool matches = false;  // `~` or `~*` stands before
  bool other = false;    // `!~` or `~~` does
  for (const diff::Token& token : diff::tokenize(expression)) {
    if (auto constant = diff::constant_in(token)) {
      if (matches) constants.merge(matching(*constant));
      constants.insert(*std::move(constant));
    }
    if (token.kind == diff::Token::Kind::space) continue;
    const bool symbol = token.kind == diff::Token::Kind::symbol;
    const bool tilde = symbol && token.text == "~";
    other = symbol && (token.text == "!" || (tilde && (matches || other)) || (other && token.text == "*"));
    matches = symbol && !other && (tilde || (matches && token.text == "*"));
    if (token.kind != diff::Token::Kind::number) continue;
    const std::string text(token.text);
    constants.insert(text);
    const std::optional<int> number = number_in(text);
    if (!number || *number > 1'000'000'000) continue;
    constants.insert({fmt::format("{}", *number + 1), fmt::format("{}", *number - 1)});
  }
  return constants;
}

bool speaks_of(const std::string& expression, const std::string& column) {
  const std::vector<diff::Token> tokens = diff::tokenize(expression);
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const diff::Token& token) { return diff::name_in(token) == column; });
}

std::vector<std::string> values_of(const std::string& type, int row, const model::Schema& schema,
                                   const std::set<std::string>& constants) {
  if (const model::Domain* domain = named(schema.domains, type)) return of_domain(*domain, row, schema, constants);
  if (const model::CompositeType* composite = named(schema.composite_types, type))
    return {of_composite(*composite, row, schema), "CAST(NULL AS " + type + ")"};
  if (const model::EnumType* labels = named(schema.enum_types, type)) {
    Texts texts = labels->labels;
    turn(texts, row);
    return texts.empty() ? Texts{"CAST(NULL AS " + type + ")"} : casts(texts, type);
  }
  const Texts mined(constants.begin(), constants.end());
  if (type.ends_with("[]")) {
    Texts values{"ARRAY[" + values_of(type.substr(0, type.size() - 2), row, schema, constants).front() + "]::" + type,
                 cast("{}", type)};
    for (const std::string& each : mined) values.push_back(cast("{" + each + "}", type));
    return values;
  }
  const std::string base = plan::base_type(type);
  Texts texts = is_text(base) ? words(row, constants) : plain_values(base, row);
  texts.insert(texts.end(), mined.begin(), mined.end());
  for (const char* anything : {"1", "a", "{}"})
    if (texts.empty() || texts.front() != anything) texts.emplace_back(anything);
  return casts(texts, type);
}

}  // namespace schemac::prove
