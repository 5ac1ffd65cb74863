#include "database/generated/every_call.hpp"

#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace schemac::tests {

std::set<std::string> functions_of(const std::string& project, const std::string& header,
                                   const std::string& repository) {
  std::string folder = project == "eventide" ? SCHEMAC_EVENTIDE_DDL : SCHEMAC_SECOND_DDL;
  folder.resize(folder.size() - std::string(".sql").size());
  std::ifstream file(folder + "/" + header);
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
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

}  // namespace schemac::tests
