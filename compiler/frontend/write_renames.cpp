#include "frontend/write_renames.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "frontend/insertion.hpp"
#include "model/routine_name.hpp"
#include "sql/inspect.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

/// Where a rename is to be said.
struct Spot {
  Place place;                ///< Of the declaration.
  std::size_t begin = 0;      ///< Bytes from there on: of a part of a statement.
  bool in_statement = false;  ///< Of a .sql file.
};

bool declares(const sql::DeclaredName& name, const model::Rename& rename) {
  return name.label == rename.label_after && sql::may_name(name.id, name.arguments, rename.after);
}

std::optional<Spot> find_spot(const model::Declared& declared, const model::Rename& rename) {
  if (const auto place = declared.places.find(rename.after); place != declared.places.end())
    return Spot{place->second, 0, false};
  for (const model::SqlStatement& statement : declared.statements)
    for (const sql::DeclaredName& name : sql::declared_names(statement.text))
      if (declares(name, rename)) return Spot{statement.place, name.begin, true};
  return std::nullopt;
}

std::string sql_comment(const model::Rename& rename) {
  std::string former = rename.label_before;
  if (former.empty()) {
    former = sql::identifier(model::without_arguments(rename.before.name));
    const bool moved = rename.before.table.empty() && rename.before.schema != rename.after.schema;
    if (moved) former = sql::identifier(rename.before.schema) + "." + former;
  }
  return "-- schemac: renamed from " + former;
}

/// The files on their way to having the renames in them.
class Writer {
 public:
  Writer(const Options& options, const model::Declared& declared, Diagnostics& diagnostics)
      : options_(options), declared_(declared), diagnostics_(diagnostics) {}

  void add(const model::Rename& rename) {
    const std::optional<Spot> spot = find_spot(declared_, rename);
    if (!spot) return;
    const std::optional<std::string> text = read_text(spot->place.file);
    const std::optional<std::size_t> offset = text ? offset_of(*text, spot->place) : std::nullopt;
    std::optional<Insertion> insertion;
    if (offset && spot->in_statement) insertion = line_above(*text, *offset + spot->begin, sql_comment(rename));
    if (offset && !spot->in_statement) insertion = insertion_in_header(*text, *offset, declared_, rename);
    if (!insertion) return report(spot->place, rename);
    said_.push_back(rename);
    places_.push_back(spot->place);
    add(spot->place.file, std::move(*insertion));
  }

  std::optional<WrittenRenames> write() {
    WrittenRenames written;
    Options with = options_;
    for (auto& [file, insertions] : insertions_) {
      std::string text = inserted(file, insertions);
      with.texts[relative(file)] = text;
      written.files.write(file, std::move(text));
    }
    if (failed_ || (!insertions_.empty() && !holds(with))) return std::nullopt;
    written.places = std::move(places_);
    return written;
  }

 private:
  /// One field of a mixin is a column of many tables, and says it once.
  void add(const std::string& file, Insertion insertion) {
    std::vector<Insertion>& all = insertions_[file];
    const bool there = std::any_of(all.begin(), all.end(), [&](const Insertion& other) {
      return other.offset == insertion.offset && other.text == insertion.text;
    });
    if (!there) all.push_back(std::move(insertion));
  }

  static std::string inserted(const std::string& file, std::vector<Insertion>& insertions) {
    std::string text = read_text(file).value_or("");
    std::stable_sort(insertions.begin(), insertions.end(),
                     [](const Insertion& left, const Insertion& right) { return left.offset > right.offset; });
    for (const Insertion& insertion : insertions) text.insert(insertion.offset, insertion.text);
    return text;
  }

  /// As Options::texts calls a file.
  [[nodiscard]] std::string relative(const std::string& file) const {
    for (const auto* files : {&options_.headers, &options_.sql_files})
      for (const std::string& name : *files)
        if ((options_.project_root / name).lexically_normal().string() == file) return name;
    return file;
  }

  /// Whether the new texts say what they are to say, and declare the same as before.
  bool holds(const Options& with) {
    Diagnostics found;
    const std::optional<model::Declared> again = parse(with, found);
    bool all = again && again->hash == declared_.hash;
    for (std::size_t i = 0; i < said_.size() && all; ++i) {
      if (says(*again, said_[i])) continue;
      report(places_[i], said_[i]);
      all = false;
    }
    if (!all && !failed_)
      for (std::size_t i = 0; i < said_.size(); ++i) report(places_[i], said_[i]);
    return all;
  }

  static bool says(const model::Declared& declared, const model::Rename& rename) {
    const auto& said = declared.renames;
    if (std::find(said.begin(), said.end(), rename) != said.end()) return true;
    return std::any_of(declared.rename_marks.begin(), declared.rename_marks.end(), [&](const model::RenameMark& mark) {
      return mark.label == rename.label_after && sql::may_name(mark.after, mark.arguments, rename.after);
    });
  }

  void report(const Place& place, const model::Rename& rename) {
    failed_ = true;
    diagnostics_.error(Code::output_unwritable, place, "the rename cannot be written here").hint = fmt::format(
        "write it by hand: `{}`",
        place.file.ends_with(".sql")
            ? sql_comment(rename)
            : "/// schemac: renamed from " + (rename.label_before.empty() ? rename.before.name : rename.label_before));
  }

  const Options& options_;
  const model::Declared& declared_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::vector<Insertion>> insertions_;
  model::Renames said_;
  std::vector<Place> places_;
  bool failed_ = false;
};

}  // namespace

std::optional<WrittenRenames> write_renames(const Options& options, const model::Declared& declared,
                                            const model::Renames& renames, Diagnostics& diagnostics) {
  Writer writer(options, declared, diagnostics);
  for (const model::Rename& rename : renames) writer.add(rename);
  return writer.write();
}

}  // namespace schemac::frontend
