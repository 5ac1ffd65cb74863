#include "cli/bad_call.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/nearest.hpp"

namespace schemac::cli {
namespace {

/// The verbs that were called, from the program on.
std::vector<const CLI::App*> called_verbs(const CLI::App& app) {
  std::vector<const CLI::App*> called{&app};
  for (auto verbs = app.get_subcommands(); !verbs.empty(); verbs = verbs.front()->get_subcommands())
    called.push_back(verbs.front());
  return called;
}

/// `migrate down`; empty: none.
std::string path_of(const std::vector<const CLI::App*>& called) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < called.size(); ++i) names.push_back(called[i]->get_name());
  return fmt::format("{}", fmt::join(names, " "));
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(verb->get_name());
  return names;
}

/// Of the last verb, and of those above it, whose options it takes too.
std::vector<std::string> options_of(const std::vector<const CLI::App*>& called) {
  std::vector<std::string> names;
  for (const CLI::App* verb : called)
    for (const CLI::Option* option : verb->get_options())
      names.insert(names.end(), option->get_lnames().begin(), option->get_lnames().end());
  return names;
}

/// `--env: 1 required TEXT missing` and `NAME is required`; what our own checks say is as it is to be.
std::string in_our_words(const CLI::ParseError& error) {
  const std::string text = error.what();
  const auto before = [&](const std::string& end) { return fmt::format("`{}`", text.substr(0, text.find(end))); };
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && text.ends_with(" missing"))
    return before(":") + " wants a value";
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return before(" is required") + " is missing";
  return text;
}

std::string hint(const std::optional<std::string>& near, const std::string& otherwise) {
  return near ? fmt::format("did you mean `{}`?", *near) : otherwise;
}

void explain_word(Diagnostics& diagnostics, const std::vector<const CLI::App*>& called, const std::string& word) {
  const std::string path = path_of(called);
  const std::string whole = path.empty() ? "schemac" : "schemac " + path;
  if (word.starts_with('-')) {
    const std::string option = word.substr(0, word.find('='));
    const std::size_t letters = std::min(option.find_first_not_of('-'), option.size());
    std::optional<std::string> near = nearest(option.substr(letters), options_of(called));
    if (near) near->insert(0, "--");
    diagnostics.error(Code::bad_usage, {}, fmt::format("`{}` has no option `{}`", whole, option)).hint =
        hint(near, path.empty() ? "`schemac help` lists the verbs and what all of them take"
                                : fmt::format("`schemac help {}` lists what it takes", path));
    return;
  }
  const std::vector<std::string> verbs = verbs_of(*called.back());
  if (verbs.empty()) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("`{}` takes no `{}`", whole, word)).hint =
        fmt::format("`schemac help {}` lists what it takes", path);
  } else {
    diagnostics.error(Code::bad_usage, {}, fmt::format("`{}` has no verb `{}`", whole, word)).hint =
        hint(nearest(word, verbs), fmt::format("it has {}", fmt::join(verbs, ", ")));
  }
}

}  // namespace

CLI::Validator at_least(long long least) {
  return {[least](std::string& text) -> std::string {
            long long number = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
            const bool fits = number >= least && number <= std::numeric_limits<int>::max();
            if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && fits) return {};
            return fmt::format("`{}` is no whole number of {} to {}", text, least, std::numeric_limits<int>::max());
          },
          "NUMBER"};
}

CLI::Validator two_sides(const std::string& example) {
  return {[example](std::string& text) -> std::string {
            const std::size_t equals = text.find('=');
            if (equals != std::string::npos && equals > 0 && equals + 1 < text.size()) return {};
            return fmt::format("`{}` is not of the form `{}`", text, example);
          },
          ""};
}

Diagnostics explain_bad_call(const CLI::App& app, const CLI::ParseError& error) {
  Diagnostics diagnostics;
  const std::vector<const CLI::App*> called = called_verbs(app);
  const std::vector<std::string> left = app.remaining(true);
  const bool about_words = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ||
                           dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const std::string path = path_of(called);
  if (about_words && !left.empty()) {
    explain_word(diagnostics, called, left.front());
  } else if (const std::vector<std::string> verbs = verbs_of(*called.back()); about_words && !verbs.empty()) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("`schemac {}` needs a verb", path)).hint =
        fmt::format("it has {}", fmt::join(verbs, ", "));
  } else {
    diagnostics.error(Code::bad_usage, {}, in_our_words(error)).hint =
        path.empty() ? "`schemac help` lists the verbs and what all of them take"
                     : fmt::format("`schemac help {}` lists what it takes", path);
  }
  return diagnostics;
}

}  // namespace schemac::cli
