#include "database/generated/every_call.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace schemac::tests {

namespace {

std::filesystem::path folder_of(const std::string& project) {
  const std::string ddl = project == "eventide" ? SCHEMAC_EVENTIDE_DDL : SCHEMAC_SECOND_DDL;
  return std::filesystem::path(ddl).replace_extension();
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

}  // namespace

std::set<std::string> functions_of(const std::string& project, const std::string& header,
                                   const std::string& repository) {
  const std::string text = content_of(folder_of(project) / header);
  const std::size_t begin = text.find("class " + repository + " {");
  if (begin == std::string::npos) throw std::runtime_error("no " + repository + " in " + header);
  const std::string members = text.substr(begin, text.find(" private:", begin) - begin);
  // A member's declaration begins behind two blanks; what goes on in the next line stands further right. What is static
  // sends nothing.
  static const std::regex kFunction(R"(\n  (?! )(?:\[\[nodiscard\]\] )?(?!static |explicit )[\w:<>, ]+ (\w+)\()");
  std::set<std::string> names;
  for (std::sregex_iterator match(members.begin(), members.end(), kFunction), end; match != end; ++match)
    names.insert((*match)[1]);
  return names;
}

std::set<std::string> query_functions_of(const std::string& project) {
  // Each stands in a line of its own, with where it sends first.
  static const std::regex kFunction(
      R"(\n(?:\[\[nodiscard\]\] )?[\w:<>, ]+ (\w+)\(schemac::runtime::(Executor|Pipeline)& )");
  std::set<std::string> names;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder_of(project) / "queries")) {
    if (file.path().extension() != ".hpp") continue;
    const std::string text = content_of(file.path());
    for (std::sregex_iterator match(text.begin(), text.end(), kFunction), end; match != end; ++match)
      names.insert((*match)[1].str() + "(" + (*match)[2].str() + ")");
  }
  return names;
}

}  // namespace schemac::tests
