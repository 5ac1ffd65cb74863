#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "cli/findings.hpp"

namespace schemac::cli {
namespace {

/// Text and values of attributes; what XML 1.0 has no place for becomes a question mark.
/// https://www.w3.org/TR/xml/#charsets
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\n':
        result += "&#10;";
        break;
      default:
        result += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? '?' : c;
    }
  }
  return result;
}

std::string test_case(const Globals& globals, const Diagnostic& diagnostic) {
  const std::string file = displayed(globals, diagnostic.place.file);
  std::string text = fmt::format("    <testcase name=\"{}: {}\" classname=\"{}\"", name_of(diagnostic.code),
                                 escaped(diagnostic.message), escaped(file.empty() ? "schemac" : file));
  if (!file.empty()) text += fmt::format(" file=\"{}\" line=\"{}\"", escaped(file), diagnostic.place.line);
  const std::string whole =
      escaped(print(diagnostic, false, [&](const std::string& name) { return displayed(globals, name); }));
  if (diagnostic.severity == Severity::warning)
    return text + fmt::format(">\n      <system-out>{}</system-out>\n    </testcase>\n", whole);
  return text + fmt::format(">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                            name_of(diagnostic.code), escaped(diagnostic.message), whole);
}

}  // namespace

std::string findings_junit(const Globals& globals, const std::string& verb, const Diagnostics& diagnostics) {
  const std::vector<Diagnostic>& all = diagnostics.list();
  const auto failures =
      std::count_if(all.begin(), all.end(), [](const Diagnostic& each) { return each.severity == Severity::error; });
  std::string cases;
  for (const Diagnostic& each : all) cases += test_case(globals, each);
  if (all.empty()) cases = fmt::format("    <testcase name=\"{0}\" classname=\"schemac\"/>\n", verb);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "  <testsuite name=\"schemac {}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n</testsuites>\n",
      verb, std::max<std::size_t>(all.size(), 1), failures, cases);
}

}  // namespace schemac::cli
