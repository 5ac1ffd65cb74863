#include "cli/receipts.hpp"

#include <optional>
#include <string>

#include "elaborate/run.hpp"
#include "plan/effects.hpp"
#include "sql/render.hpp"

namespace schemac::cli {
namespace {

void note(sql::Statement& statement, std::string_view how, const plan::Effect& effect) {
  if (!effect.empty()) statement.comments.push_back(std::string(how) + ": " + plan::describe(effect));
}

/// Walks the statements of a batch beside the steps that they are of.
class Notes {
 public:
  Notes(sql::ScriptBatch& batch, const diff::Difference& difference) : batch_(batch), difference_(difference) {
    while (next_ < batch_.statements.size() && batch_.statements[next_].text.starts_with("SET LOCAL ")) ++next_;
  }

  /// @param measured of the statements of this batch; null: nobody watched
  void take(const plan::Step& step, const std::vector<std::optional<plan::Effect>>* measured) {
    const std::size_t end = next_ + sql::statements(step).size();
    if (end == next_) return;
    const bool watched = measured != nullptr && measured->at(next_).has_value();
    if (!watched)
      note(batch_.statements[end > next_ + 1 && step.way == plan::Way::concurrently ? next_ + 1 : next_], "expected",
           plan::expected_effect(step, difference_));
    for (; next_ < end; ++next_)
      if (watched && measured->at(next_)) note(batch_.statements[next_], "measured", *measured->at(next_));
  }

 private:
  sql::ScriptBatch& batch_;
  const diff::Difference& difference_;
  std::size_t next_ = 0;
};

bool has_statements(const plan::Batch& batch) {
  for (const plan::Step& step : batch.steps)
    if (!sql::statements(step).empty()) return true;
  return false;
}

}  // namespace

void note_receipts(sql::Script& script, const plan::Plan& plan, const diff::Difference& difference,
                   const prove::Measured* measured) {
  std::size_t number = 0;
  for (const plan::Batch& batch : plan.batches) {
    if (!has_statements(batch)) continue;
    Notes notes(script.batches.at(number), difference);
    for (const plan::Step& step : batch.steps) notes.take(step, measured == nullptr ? nullptr : &measured->at(number));
    ++number;
  }
}

void measure_receipts(runtime::Connection& database, sql::Script& script, const plan::Plan& plan,
                      const diff::Difference& difference) {
  std::optional<prove::Measured> measured;
  try {
    measured = prove::measure(database, script);
  } catch (const elaborate::StatementFailed&) {  // it was proved as it will be run
    measured.reset();
  }
  note_receipts(script, plan, difference, measured ? &*measured : nullptr);
}

}  // namespace schemac::cli
