// `schemac help VERB`, `schemac help CODE` and `schemac help HAZARD`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/hazards.hpp"

namespace schemac::cli {
namespace {

/// Words in lines of at most 100 columns.
std::string wrapped(std::string_view text) {
  constexpr std::size_t kWidth = 100;
  std::istringstream words{std::string(text)};
  std::string result, line, word;
  while (words >> word) {
    if (!line.empty() && line.size() + 1 + word.size() > kWidth) {
      result += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return result + line + "\n";
}

/// The help of the verb `migrate up` of the words {"migrate", "up"}; of the whole without words; nothing where there is
/// no such verb. Not CLI::App::help(): on a command line that called a verb, that is the called verb's.
std::optional<std::string> help_of(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* verb = &app;
  std::string path = app.get_name();
  for (const std::string& word : words) {
    const std::vector<const CLI::App*> named =
        verb->get_subcommands([&](const CLI::App* candidate) { return candidate->get_name() == word; });
    if (named.empty()) return std::nullopt;
    verb = named.front();
    path += " " + word;
  }
  return verb->get_formatter()->make_help(verb, path, CLI::AppFormatMode::Normal);
}

int answer(const Globals& globals, std::string_view topic, std::string_view text, const std::string& for_people) {
  print_out(globals.json ? dumped({{"topic", topic}, {"text", text}}, -1) : for_people);
  return kOk;
}

int explain(const Globals& globals, std::string_view topic, std::string_view explanation) {
  return answer(globals, topic, explanation, fmt::format("{}\n\n{}", topic, wrapped(explanation)));
}

int help(const Globals& globals, const CLI::App& app, const std::vector<std::string>& words, Diagnostics& diagnostics) {
  if (const std::optional<std::string> text = help_of(app, words))
    return answer(globals, fmt::format("{}", fmt::join(words, " ")), *text, *text);
  if (words.size() == 1) {
    if (const std::optional<CodeText> code = find_code(words.front()))
      return explain(globals, code->name, code->explanation);
    if (const std::optional<plan::HazardKind> hazard = plan::hazard_named(words.front()))
      return explain(globals, words.front(), explanation_of(*hazard));
  }
  diagnostics
      .error(Code::bad_usage, {}, fmt::format("there is no verb, no code and no hazard `{}`", fmt::join(words, " ")))
      .hint =
      fmt::format("`schemac help` lists the verbs; a code stands in brackets behind a message; {}", hazard_names());
  return kBadCall;
}

}  // namespace

void add_help(CLI::App& app, Globals& globals, Run& run) {
  const auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* const verb = app.add_subcommand("help", "what a verb does, or what a code in brackets or a hazard means");
  verb->add_option("TOPIC", *words, "a verb, a code or a hazard");
  verb->callback([words, &app, &globals, &run] {
    run = reporting(
        globals, [words, &app, &globals](Diagnostics& diagnostics) { return help(globals, app, *words, diagnostics); });
  });
}

}  // namespace schemac::cli
