#include "frontend/names.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace schemac::frontend {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// A word begins at a capital after a small letter or digit, and at the last capital of an acronym that is followed by
/// a small letter.
bool begins_word(std::string_view name, std::size_t i) {
  if (i == 0 || !is_upper(name[i]) || name[i - 1] == '_') return false;
  if (is_lower(name[i - 1]) || is_digit(name[i - 1])) return true;
  return i + 1 < name.size() && is_lower(name[i + 1]);
}

using Pair = std::pair<std::string_view, std::string_view>;

/// What no rule makes. Latin and Greek where English kept the foreign plural.
constexpr auto kIrregular = std::to_array<Pair>({
    {"alumnus", "alumni"},    {"analysis", "analyses"},
    {"axis", "axes"},         {"basis", "bases"},
    {"cactus", "cacti"},      {"calf", "calves"},
    {"child", "children"},    {"criterion", "criteria"},
    {"crisis", "crises"},     {"diagnosis", "diagnoses"},
    {"die", "dice"},          {"echo", "echoes"},
    {"elf", "elves"},         {"ellipsis", "ellipses"},
    {"emphasis", "emphases"}, {"foot", "feet"},
    {"fungus", "fungi"},      {"genus", "genera"},
    {"goose", "geese"},       {"half", "halves"},
    {"hero", "heroes"},       {"hypothesis", "hypotheses"},
    {"knife", "knives"},      {"leaf", "leaves"},
    {"life", "lives"},        {"loaf", "loaves"},
    {"louse", "lice"},        {"man", "men"},
    {"matrix", "matrices"},   {"mouse", "mice"},
    {"nucleus", "nuclei"},    {"oasis", "oases"},
    {"ox", "oxen"},           {"parenthesis", "parentheses"},
    {"person", "people"},     {"phenomenon", "phenomena"},
    {"potato", "potatoes"},   {"quiz", "quizzes"},
    {"radius", "radii"},      {"self", "selves"},
    {"shelf", "shelves"},     {"stimulus", "stimuli"},
    {"synopsis", "synopses"}, {"thesis", "theses"},
    {"thief", "thieves"},     {"tomato", "tomatoes"},
    {"tooth", "teeth"},       {"torpedo", "torpedoes"},
    {"vertex", "vertices"},   {"veto", "vetoes"},
    {"wife", "wives"},        {"wolf", "wolves"},
    {"woman", "women"},
});
constexpr auto kUncountable = std::to_array<std::string_view>({
    "advice",      "aircraft", "cattle",    "chassis",   "content",    "cash",   "clothing", "data",         "deer",
    "equipment",   "evidence", "feedback",  "fish",      "furniture",  "gear",   "hardware", "headquarters", "homework",
    "information", "jeans",    "knowledge", "livestock", "luggage",    "mail",   "media",    "merchandise",  "metadata",
    "money",       "music",    "news",      "offspring", "permafrost", "police", "rice",     "scissors",     "series",
    "sheep",       "shrimp",   "software",  "species",   "staff",      "swine",  "traffic",  "trousers",     "weather",
});

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string plural_of_word(std::string_view word) {
  if (word.empty()) return {};
  if (std::find(kUncountable.begin(), kUncountable.end(), word) != kUncountable.end()) return std::string(word);
  const auto irregular =
      std::find_if(kIrregular.begin(), kIrregular.end(), [&](const Pair& pair) { return pair.first == word; });
  if (irregular != kIrregular.end()) return std::string(irregular->second);
  const auto already =
      std::find_if(kIrregular.begin(), kIrregular.end(), [&](const Pair& pair) { return pair.second == word; });
  if (already != kIrregular.end()) return std::string(word);
  const char last = word.back();
  const char before = word.size() > 1 ? word[word.size() - 2] : '\0';
  if (last == 'y' && before != '\0' && !is_vowel(before)) return std::string(word.substr(0, word.size() - 1)) + "ies";
  const bool hisses = last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's'));
  return std::string(word) + (hisses ? "es" : "s");
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return word.ends_with(ending); });
}

/// Whether `…es` is a word that hisses with its plural (`boxes`), rather than one that ends in an e (`caches`).
bool loses_es(std::string_view word) {
  if (is_one_of(word, {"sses", "xes", "zzes", "shes", "iases"})) return true;
  if (word.ends_with("ches")) return !word.ends_with("aches") || is_one_of(word, {"oaches", "eaches"});
  return word.ends_with("uses") && !is_one_of(word, {"auses", "ouses"});
}

std::string singular_of_word(std::string_view word) {
  if (std::find(kUncountable.begin(), kUncountable.end(), word) != kUncountable.end()) return std::string(word);
  const auto irregular =
      std::find_if(kIrregular.begin(), kIrregular.end(), [&](const Pair& pair) { return pair.second == word; });
  if (irregular != kIrregular.end()) return std::string(irregular->first);
  std::string candidate(word);
  const bool ends_in_ie = word.size() <= 4 || is_one_of(word, {"movies", "cookies", "calories", "zombies", "genies",
                                                               "rookies", "selfies", "hoodies", "brownies"});
  if (word.ends_with("ies") && !ends_in_ie) {
    candidate = std::string(word.substr(0, word.size() - 3)) + "y";
  } else if (word.ends_with("es") && loses_es(word)) {
    candidate.resize(word.size() - 2);
  } else if (word.ends_with("s")) {
    candidate.resize(word.size() - 1);
  }
  return plural_of_word(candidate) == word ? candidate : std::string(word);
}

}  // namespace

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (begins_word(name, i)) result += '_';
    result += to_lower(name[i]);
  }
  return result;
}

std::string plural(std::string_view name) {
  const std::size_t last = name.rfind('_');
  if (last == std::string_view::npos) return plural_of_word(name);
  return std::string(name.substr(0, last + 1)) + plural_of_word(name.substr(last + 1));
}

std::string singular(std::string_view name) {
  const std::size_t last = name.rfind('_');
  if (last == std::string_view::npos) return singular_of_word(name);
  return std::string(name.substr(0, last + 1)) + singular_of_word(name.substr(last + 1));
}

std::string object_name(std::string_view prefix, std::string_view table, const std::vector<std::string>& rest) {
  std::string name{prefix};
  name += '_';
  name += table;
  for (const std::string& part : rest) {
    name += '_';
    name += part;
  }
  return name;
}

}  // namespace schemac::frontend
