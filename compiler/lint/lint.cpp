#include "lint/lint.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <tuple>

#include <fmt/format.h>

#include "lint/allowances.hpp"
#include "lint/rules.hpp"
#include "sql/declared_places.hpp"
#include "support/files.hpp"

namespace schemac::lint {
namespace {

using model::ObjectId;

constexpr std::array<Rule, 20> kRules = {unindexed_foreign_keys,
                                         redundant_indexes,
                                         keyless_tables,
                                         narrow_keys,
                                         mixed_key_types,
                                         nullable_uniques,
                                         unvalidated_constraints,
                                         column_types,
                                         serial_columns,
                                         table_traits,
                                         rewrite_rules,
                                         select_stars,
                                         views_past_policies,
                                         loose_search_paths,
                                         idle_policies,
                                         tables_without_policy,
                                         settings_as_text,
                                         grants_to_all,
                                         quoted_names,
                                         house_names};

/// Where a finding is, and where what it is on is declared: a comment there silences it too.
struct Spot {
  Place place;
  Place around;
};

Spot spot_of(const model::Schema& schema, const model::SourceMap& places, const ObjectId& id) {
  const Place around = sql::place_around(places, id).value_or(Place{});
  return {sql::declared_place(places, schema, id).value_or(around), around};
}

std::string normal(const std::string& file) { return std::filesystem::path(file).lexically_normal().generic_string(); }

/// All that comments and schemac.toml allow, and which of it was of use.
class Allowances {
 public:
  Allowances(const model::Declared& declared, const model::SourceMap& places, const Options& options)
      : options_(options) {
    std::set<std::string> headers, sql_files;
    for (const std::string& header : declared.headers) headers.insert(normal(header));
    for (const model::SqlStatement& statement : declared.statements) sql_files.insert(normal(statement.place.file));
    for (const auto& [id, place] : places)
      if (!sql_files.contains(normal(place.file))) headers.insert(normal(place.file));
    for (const std::string& file : headers) add(file, allowances_of_header);
    for (const std::string& file : sql_files) add(file, allowances_of_sql);
    used_.resize(comments_.size());
  }

  /// Whether something allows it; that is then not stale.
  bool allow(const Finding& finding, const Spot& spot) {
    bool allowed = false;
    for (std::size_t i = 0; i < comments_.size(); ++i) {
      const Allowance& comment = comments_[i];
      if (comment.code != name_of(finding.code)) continue;
      const auto is_at = [&](const Place& place) {
        return place.line == comment.line && place.line != 0 && normal(place.file) == comment.place.file;
      };
      if (!is_at(spot.place) && !is_at(spot.around)) continue;
      used_[i] = allowed = true;
    }
    if (!options_.allowed.contains(finding.code)) return allowed;
    raised_.insert(finding.code);
    return true;
  }

  /// What allowed nothing.
  void tell_stale(std::vector<std::pair<Place, std::string>>& stale) const {
    for (std::size_t i = 0; i < comments_.size(); ++i) {
      if (used_[i]) continue;
      const std::string& code = comments_[i].code;
      const bool known = std::any_of(codes().begin(), codes().end(), [&](Code each) { return name_of(each) == code; });
      stale.emplace_back(comments_[i].place, known ? fmt::format("`{}` is not raised here", code)
                                                   : fmt::format("`{}` is no code of lint", code));
    }
    for (const Code code : options_.allowed)
      if (!raised_.contains(code))
        stale.emplace_back(options_.place, fmt::format("`{}` is allowed in vain: nothing raises it", name_of(code)));
  }

 private:
  void add(const std::string& file, std::vector<Allowance> (*read)(std::string_view, const std::string&)) {
    const std::optional<std::string> text = file.empty() ? std::nullopt : read_text(file);
    if (!text || text->find("schemac: allow ") == std::string::npos) return;
    for (Allowance& allowance : read(*text, file)) comments_.push_back(std::move(allowance));
  }

  const Options& options_;
  std::vector<Allowance> comments_;
  std::vector<bool> used_;
  std::set<Code> raised_;
};

void report(const Options& options, Code code, const Place& place, const std::string& message, const std::string& hint,
            Diagnostics& diagnostics) {
  Diagnostic& diagnostic = options.errors.contains(code) ? diagnostics.error(code, place, message)
                                                         : diagnostics.warning(code, place, message);
  diagnostic.hint = hint;
}

}  // namespace

const std::set<Code>& codes() {
  static const std::set<Code> kCodes = [] {
    std::set<Code> found;
    for (const CodeText& text : all_codes())
      if (text.code >= Code::unindexed_foreign_key && text.code <= Code::stale_allow) found.insert(text.code);
    return found;
  }();
  return kCodes;
}

const std::set<Code>& default_errors() {
  static const std::set<Code> kErrors{Code::loose_search_path, Code::idle_policy, Code::view_bypasses_policies,
                                      Code::house_name};
  return kErrors;
}

void lint(const model::Schema& schema, const model::Declared& declared, const Options& options,
          Diagnostics& diagnostics) {
  Findings findings;
  for (const Rule rule : kRules) rule({schema, declared, options}, findings);
  const model::SourceMap places = sql::declared_places(declared, schema);
  Allowances allowances(declared, places, options);
  std::vector<std::pair<Place, const Finding*>> left;
  for (const Finding& finding : findings) {
    const Spot spot = spot_of(schema, places, finding.object);
    if (!allowances.allow(finding, spot)) left.emplace_back(spot.place, &finding);
  }
  std::stable_sort(left.begin(), left.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->object) < std::tie(b.first, b.second->object);
  });
  for (const auto& [place, finding] : left)
    report(options, finding->code, place, finding->message, finding->hint, diagnostics);
  std::vector<std::pair<Place, std::string>> stale;
  if (!options.allowed.contains(Code::stale_allow)) allowances.tell_stale(stale);
  for (const auto& [place, message] : stale)
    report(options, Code::stale_allow, place, message, "take it out", diagnostics);
}

}  // namespace schemac::lint
