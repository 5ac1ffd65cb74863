#include "frontend/parse.hpp"

#include <future>

#include "frontend/enum_types.hpp"
#include "frontend/hash.hpp"
#include "frontend/passes.hpp"
#include "frontend/read_headers.hpp"
#include "frontend/sql_files.hpp"
#include "frontend/translation_unit.hpp"

namespace schemac::frontend {
namespace {

void declare(Draft& draft) {
  lay_out_tables(draft);
  declare_columns(draft);
  declare_keys(draft);
  resolve_references(draft);
  declare_enum_types(draft);
  put_tables(draft);
  declare_uniques(draft);
  declare_checks(draft);
  declare_exclusions(draft);
  declare_indexes(draft);
  declare_foreign_keys(draft);
  declare_touches(draft);
  declare_policies(draft);
  declare_relations(draft);
  declare_renames(draft);
  finish_entities(draft);
}

}  // namespace

std::optional<model::Declared> parse(const Options& options, Diagnostics& diagnostics) {
  Diagnostics found;  // errors of this call alone decide, whatever was reported before
  Paths paths(options);
  SqlFiles files = read_sql_files(options, found);
  clang::Parsed parsed = parse_headers(options, paths, found);
  std::optional<model::Declared> declared;
  if (!found.has_errors()) {
    const Source source = read_headers(parsed, paths, found);
    std::vector<std::string> dependencies = files_read(parsed, paths);
    // clang's tree of a thousand entities takes as long to free as the rest of this function: beside it. The future
    // waits for the end.
    const std::future<void> freed = std::async(std::launch::async, [done = std::move(parsed)] { (void)done; });
    Draft draft{options, source, found, {}, {}, {}, {}};
    declare(draft);
    declared = std::move(draft.declared);
    declared->statements = std::move(files.statements);
    declared->rename_marks = std::move(files.rename_marks);
    declared->dumps = std::move(files.dumps);
    declared->headers = sorted_headers(options);
    declared->dependencies = std::move(dependencies);
    declared->hash = hash_of(*declared, options);
  }
  const bool failed = found.has_errors();
  diagnostics.append(found);
  if (failed) declared.reset();
  return declared;
}

}  // namespace schemac::frontend
