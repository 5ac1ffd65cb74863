#include "pull/edit_rights.hpp"

#include <filesystem>
#include <type_traits>
#include <vector>

#include "diff/compare.hpp"
#include "pull/sql_texts.hpp"
#include "pull/statements.hpp"

namespace schemac::pull {
namespace {

using model::DefaultPrivileges;

template <class C>
constexpr bool kOfRights =
    std::is_same_v<C, diff::SetOwner> || std::is_same_v<C, diff::SetGrants> ||
    std::is_same_v<C, diff::Create<DefaultPrivileges>> || std::is_same_v<C, diff::Drop<DefaultPrivileges>> ||
    std::is_same_v<C, diff::Alter<DefaultPrivileges>>;

bool is_of_rights(const diff::Change& change) {
  return std::visit([]<class C>(const C&) { return kOfRights<C>; }, change);
}

/// The statements that lead from the rights of `before` to those of `after`.
std::vector<std::string> statements_between(const model::Schema& before, const model::Schema& after) {
  std::vector<std::string> statements;
  for (const diff::Change& change : diff::compare(before, after).changes) {
    if (!is_of_rights(change)) continue;
    for (std::string& statement : statements_of(change)) statements.push_back(std::move(statement));
  }
  return statements;
}

std::string file_of_rights(const Layout& layout) {
  if (layout.sql_folder.empty()) return layout.sql_file;
  return (std::filesystem::path(layout.sql_folder) / "rights.sql").lexically_normal().generic_string();
}

}  // namespace

bool edit_rights(const model::Schema& said, const model::Schema& live, const Layout& layout,
                 const std::string& default_schema, Sources& sources) {
  const std::vector<std::string> lacking = statements_between(said, live);
  if (lacking.empty()) return false;
  SqlTexts texts(sources, default_schema);
  bool taken_out = false;
  for (const std::string& statement : statements_between(live, said)) {
    if (SqlTexts::Statement* const found = texts.about_the_same_as(statement)) {
      texts.remove(*found);
      taken_out = true;
    }
  }
  if (!taken_out)
    for (const std::string& statement : lacking) texts.append(file_of_rights(layout), statement);
  texts.write(sources);
  std::erase_if(sources.sql,
                [](const auto& file) { return file.second.find_first_not_of(" \t\r\n") == std::string::npos; });
  return true;
}

}  // namespace schemac::pull
