#include "diff/renamed_text.hpp"

#include <vector>

#include "diff/tokens.hpp"
#include "model/routine_name.hpp"

namespace schemac::diff {
namespace {

using model::Kind;

/// The tokens that mean something, and what each is to be replaced by.
class Text {
 public:
  explicit Text(const std::string& text) : all_(tokenize(text)) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].kind != Token::Kind::space) meaningful_.push_back(i);
    }
    replacements_.resize(all_.size());
  }

  [[nodiscard]] std::size_t size() const { return meaningful_.size(); }
  [[nodiscard]] const Token& at(std::size_t i) const { return all_[meaningful_[i]]; }
  [[nodiscard]] bool is(std::size_t i, std::string_view symbol) const { return i < size() && at(i).text == symbol; }
  [[nodiscard]] bool names(std::size_t i, const std::string& name) const {
    return i < size() && name_in(at(i)) == name;
  }
  void replace(std::size_t i, std::string text) { replacements_[meaningful_[i]] = std::move(text); }
  void rename(std::size_t i, const std::string& name) { replace(i, spelled(name)); }

  /// Whether `schema.name` begins at `i`.
  [[nodiscard]] bool names_qualified(std::size_t i, const model::QualifiedName& name) const {
    return !follows_dot(i) && names(i, name.schema) && is(i + 1, ".") && names(i + 2, name.name);
  }
  [[nodiscard]] bool follows_dot(std::size_t i) const { return i > 0 && is(i - 1, "."); }

  [[nodiscard]] std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (replacements_[i].empty()) {
        text += all_[i].text;
      } else {
        text += replacements_[i];
      }
    }
    return text;
  }

 private:
  std::vector<Token> all_;
  std::vector<std::size_t> meaningful_;
  std::vector<std::string> replacements_;  ///< Empty: as it is; no replacement ever is.
};

void rename_namespace(Text& text, const model::Rename& rename) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool qualifies = text.names(i, rename.before.name) && text.is(i + 1, ".") && !text.follows_dot(i);
    if (qualifies) text.rename(i, rename.after.name);
  }
}

void rename_qualified(Text& text, const model::QualifiedName& before, const model::QualifiedName& after) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!text.names_qualified(i, before)) continue;
    text.rename(i, after.schema);
    text.rename(i + 2, after.name);
  }
}

/// `users.id` in a subquery: the table is known by its own name where it has no alias.
void rename_qualifiers(Text& text, const std::string& before, const std::string& after) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.names(i, before) && text.is(i + 1, ".") && !text.follows_dot(i)) text.rename(i, after);
  }
}

bool is_column(const Text& text, std::size_t i, const model::Rename& rename, Scope scope, const std::string& home) {
  if (!text.names(i, rename.before.name) || text.is(i + 1, "(") || text.is(i + 1, ".")) return false;
  if (i > 0 && text.is(i - 1, "::")) return false;
  if (!text.follows_dot(i)) return scope == Scope::of_table;
  if (i < 2) return false;
  const auto qualifier = name_in(text.at(i - 2));
  if (scope == Scope::foreign) return qualifier && *qualifier != home && *qualifier != rename.before.schema;
  return qualifier == rename.before.table || qualifier == "new" || qualifier == "old";
}

/// A subquery keeps the names of its results (`SELECT t.b AS a`), which no token tells from the others: it is left
/// alone, and so a little more is altered than must be.
bool has_subquery(const Text& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.at(i).kind == Token::Kind::word && text.names(i, "select")) return true;
  }
  return false;
}

void rename_column(Text& text, const model::Rename& rename, Scope scope, const std::string& home) {
  if (scope == Scope::nothing || has_subquery(text)) return;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_column(text, i, rename, scope, home)) text.rename(i, rename.after.name);
  }
}

/// `'member'::public.role`.
void rename_label(Text& text, const model::Rename& rename) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool of_type = text.is(i + 1, "::") && text.names_qualified(i + 2, {rename.after.schema, rename.after.name});
    if (of_type && constant_in(text.at(i)) == rename.label_before) {
      text.replace(i, quoted_constant(rename.label_after));
    }
  }
}

/// A name in a string: `nextval('public.users_id_seq'::regclass)`.
void rename_in_strings(Text& text, const model::Rename& rename) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (!text.is(i + 1, "::") || !text.names(i + 2, "regclass")) continue;
    const auto name = constant_in(text.at(i));
    if (name) text.replace(i, quoted_constant(renamed_text(*name, rename, Scope::nothing, {})));
  }
}

void rename_in(Text& text, const model::Rename& rename, Scope scope, const std::string& home) {
  const auto& [before, after, label_before, label_after] = rename;
  switch (before.kind) {
    case Kind::namespace_:
      return rename_namespace(text, rename);
    case Kind::enum_type:
      if (!label_before.empty()) return rename_label(text, rename);
      return rename_qualified(text, {before.schema, before.name}, {after.schema, after.name});
    case Kind::composite_type:
    case Kind::domain:
    case Kind::range_type:
    case Kind::collation:
    case Kind::sequence:
      return rename_qualified(text, {before.schema, before.name}, {after.schema, after.name});
    case Kind::aggregate:
    case Kind::function:
      return rename_qualified(text, {before.schema, model::without_arguments(before.name)},
                              {after.schema, model::without_arguments(after.name)});
    case Kind::view:
    case Kind::materialized_view:
    case Kind::foreign_table:
    case Kind::table:
      rename_qualifiers(text, before.name, after.name);
      return rename_qualified(text, {before.schema, before.name}, {after.schema, after.name});
    case Kind::column:
      return rename_column(text, rename, scope, home);
    case Kind::extension:
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::index:
    case Kind::foreign_key:
    case Kind::trigger:
    case Kind::policy:
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::user_mapping:
    case Kind::operator_:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::cast:
    case Kind::transform:
    case Kind::conversion:
    case Kind::text_search_parser:
    case Kind::text_search_template:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
    case Kind::statistics:
    case Kind::rule:
    case Kind::event_trigger:
    case Kind::publication:
    case Kind::default_privileges:
      return;  // no expression names them
  }
}

/// Most texts do not say the name at all. PostgreSQL prints names and constants as they are but for doubled quotes.
bool may_mention(const std::string& text, const model::Rename& rename) {
  const std::string& name = rename.label_before.empty() ? rename.before.name : rename.label_before;
  const std::string sought = rename.before.kind == Kind::function ? model::without_arguments(name) : name;
  return sought.find_first_of("'\"") != std::string::npos || text.find(sought) != std::string::npos;
}

}  // namespace

std::string renamed_text(const std::string& text, const model::Rename& rename, Scope scope, const std::string& home) {
  if (!may_mention(text, rename)) return text;
  Text tokens(text);
  rename_in_strings(tokens, rename);
  rename_in(tokens, rename, scope, home);
  return tokens.text();
}

}  // namespace schemac::diff
