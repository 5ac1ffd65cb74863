#include "cli/generated_code.hpp"

#include <functional>

#include "cli/installation.hpp"
#include "cli/this_program.hpp"
#include "emit/fingerprint.hpp"
#include "emit/leftovers.hpp"
#include "emit/output_names.hpp"
#include "support/digest.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

struct SumOfCode : Digest<SumOfCode> {
  using Digest::feed;
};

using ContentOf = std::function<std::optional<std::string>(const fs::path& file)>;

/// One sum over the program, all that it makes code of, and every file that it makes, as `content_of` has them.
std::string sum_of(const std::string& inputs, const std::vector<fs::path>& outputs, const ContentOf& content_of) {
  SumOfCode sum;
  sum.all(this_program(), inputs, outputs.size());
  for (const fs::path& output : outputs) {
    const std::optional<std::string> content = content_of(output);
    sum.all(output.string(), content ? sha256(*content) : std::string{});
  }
  return sum.hexadecimal() + "\n";
}

fs::path record_of(const fs::path& state) { return state / "code.sum"; }

}  // namespace

emit::Options emit_options(const Project& project, const fs::path& output) {
  emit::Options options;
  options.output = output.empty() ? project.config.generated : output;
  options.templates = locate_installation().templates;
  if (project.config.templates) options.user_templates = *project.config.templates;
  return options;
}

bool can_make_code(const Project& project, const model::Declared& declared, const fs::path& output,
                   Diagnostics& diagnostics) {
  return emit::can_generate(declared, emit_options(project, output), diagnostics);
}

std::optional<GeneratedCode> make_code(const Project& project, const model::Declared& declared, const fs::path& output,
                                       Diagnostics& diagnostics) {
  GeneratedCode code;
  const emit::Options options = emit_options(project, output);
  const std::string inputs = emit::fingerprint(declared, options);
  std::vector<fs::path> outputs;
  for (const std::string& file : emit::output_files(emit::sources_of(declared), options.schema_folder))
    outputs.push_back(options.output / file);

  const std::optional<std::string> recorded = read_file(record_of(project.config.root / ".schemac"));
  if (!recorded || *recorded != sum_of(inputs, outputs, read_file)) {
    std::optional<StagedFiles> made = emit::generate(declared, options, diagnostics);
    if (!made) return std::nullopt;
    code.files = std::move(*made);
    code.sum = sum_of(inputs, outputs, [&](const fs::path& file) { return code.files.content(file); });
  }
  code.leftovers = emit::leftovers(declared, options);
  for (const fs::path& file : code.leftovers) code.files.remove(file);
  return code;
}

void remember(const Project& project, const GeneratedCode& code) {
  if (!code.sum) return;
  StagedFiles record;
  record.write(record_of(state_folder(project.config)), *code.sum);
  record.commit();
}

}  // namespace schemac::cli
