#include "plan/online.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "diff/subject.hpp"
#include "plan/footprint.hpp"
#include "plan/online_site.hpp"
#include "plan/sections.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

/// The batches as they grow.
class Batches {
 public:
  void add(Piece piece) {
    const bool joins = open_ && piece.place == Place::together;
    if (!joins) batches_.push_back({piece.place == Place::alone ? Transaction::none : Transaction::one, {}, {}});
    open_ = piece.place != Place::alone;
    batches_.back().steps.push_back(std::move(piece.step));
  }
  /// What comes next begins a batch.
  void close() { open_ = false; }

  [[nodiscard]] std::vector<Batch> take() { return std::move(batches_); }

 private:
  std::vector<Batch> batches_;
  bool open_ = false;
};

template <class C>
std::optional<Pieces> form_of(const C& change, const Step& step, const Site& site, Former former) {
  if constexpr (requires { online_form(change, step, site, former); }) {
    return online_form(change, step, site, former);
  } else if constexpr (requires { online_form(change, step, site); }) {
    return online_form(change, step, site);
  } else {
    return std::nullopt;
  }
}

/// Whether the step changes which tables the rows are seen through, what the table is, or who watches.
bool changes_table(const diff::Change& change, const QualifiedName& table) {
  if (std::holds_alternative<diff::Attach>(change) || std::holds_alternative<diff::Detach>(change) ||
      std::holds_alternative<diff::MoveRows>(change) || std::holds_alternative<diff::AttachIndex>(change))
    return true;
  const Footprint print = footprint(change);
  if (print.phase == Phase::annotate) return false;
  const Kind kind = print.subject.kind;
  if (kind == Kind::event_trigger) return true;
  return diff::relation_of(change) == table && (kind == Kind::table || kind == Kind::materialized_view);
}

bool changes_columns(const diff::Change& change, const QualifiedName& table) {
  const Footprint print = footprint(change);
  return print.phase != Phase::annotate && print.subject.kind == Kind::column && diff::relation_of(change) == table;
}

bool needs_any(const model::Dependencies& needs, const ObjectId& id, const std::set<ObjectId>& wanted) {
  const auto found = needs.find(id);
  return found != needs.end() && std::any_of(found->second.begin(), found->second.end(),
                                             [&](const ObjectId& need) { return wanted.count(need) != 0; });
}

bool is_creatable_key(const diff::Change& change) {
  return std::holds_alternative<diff::Create<model::Index>>(change) ||
         std::holds_alternative<diff::Create<model::Unique>>(change) ||
         std::holds_alternative<diff::Create<model::PrimaryKey>>(change);
}

/// Whether the step takes away or changes what the index needs. Of what is kept as statements (operator classes,
/// collations) nobody says whether it does.
bool wants_gone(const Step& step, const ObjectId& index, const Site& site) {
  const Footprint print = footprint(step.change);
  if (model::is_scripted(print.subject.kind) && print.phase != Phase::annotate) return true;
  std::set<ObjectId> changed(print.removes.begin(), print.removes.end());
  if (print.alters || print.ends_needs) changed.insert(print.subject);
  return needs_any(site.needs_before(), index, changed);
}

/// Whether the table is a partition of the other, at once or by others.
bool is_below(QualifiedName table, const QualifiedName& other, const model::Schema& schema) {
  for (;;) {
    const model::Table* found = schema.tables.find({Kind::table, table.schema, {}, table.name});
    if (found == nullptr || !found->partition_of) return false;
    table = found->partition_of->parent;
    if (table == other) return true;
  }
}

/// Whether the step changes where the rows of the table are, or asks for a column that is NOT NULL without saying so.
bool moves_rows(const diff::Change& change, const QualifiedName& table, const model::Schema& after) {
  const auto ties = [&](const diff::Tie& tie) {
    return tie.table == table || tie.parent == table || is_below(tie.table, table, after) ||
           is_below(table, tie.table, after);
  };
  if (const auto* attach = std::get_if<diff::Attach>(&change)) return ties(attach->tie);
  if (const auto* detach = std::get_if<diff::Detach>(&change)) return ties(detach->tie);
  if (const auto* move = std::get_if<diff::MoveRows>(&change))
    return move->before.name == table || move->after.name == table || is_below(table, move->after.name, after);
  if (const auto* alter = std::get_if<diff::Alter<model::Table>>(&change))
    return alter->after.name == table && alter->before.replica_identity != alter->after.replica_identity;
  return changes_table(change, table);
}

/// Whether what waits has to be done before this step.
bool is_waited_for(const Pieces& waiting, const Step& step, const Site& site) {
  if (waiting.only_looks) {
    if (moves_rows(step.change, waiting.table, site.difference().after)) return true;
  } else if (changes_table(step.change, waiting.table) || changes_columns(step.change, waiting.table)) {
    return true;
  }
  if (waiting.former && wants_gone(step, *waiting.former, site)) return true;
  // The key of a partitioned table takes those that its partitions have by then.
  if (is_creatable_key(step.change) &&
      is_below(waiting.table, diff::relation_of(step.change), site.difference().after)) {
    return true;
  }
  const Footprint print = footprint(step.change);
  std::vector<ObjectId> concerned = print.makes;
  concerned.push_back(print.subject);
  return std::any_of(concerned.begin(), concerned.end(), [&](const ObjectId& id) {
    return waiting.provides.count(id) != 0 || needs_any(site.needs_after(), id, waiting.provides);
  });
}

bool is_droppable_key(const diff::Change& change) {
  return std::holds_alternative<diff::Drop<model::Index>>(change) ||
         std::holds_alternative<diff::Drop<model::Unique>>(change) ||
         std::holds_alternative<diff::Drop<model::PrimaryKey>>(change);
}

/// A foreign key takes the oldest key that fits, and would hold the one that is to go.
bool refers_to(const diff::Change& change, const QualifiedName& table) {
  const auto* create = std::get_if<diff::Create<model::ForeignKey>>(&change);
  return create != nullptr && create->object.references == table;
}

class Arrangement {
 public:
  /// @param at_once steps that have no online form where they stand
  Arrangement(const Plan& plan, const Site& site, std::set<const Step*>& at_once)
      : plan_(plan), site_(site), at_once_(at_once) {
    for (const Batch& batch : plan.batches)
      for (const Step& step : batch.steps)
        if (const auto* attach = std::get_if<diff::Attach>(&step.change)) attached_later_.push_back(attach->tie);
  }

  /// Nothing, and one more step in `at_once`, where one in a section would have to wait for another.
  std::optional<std::vector<Batch>> run() {
    for (const Batch& batch : plan_.batches) {
      const bool last = &batch == &plan_.batches.back();
      const std::vector<Section> sections = sections_of(batch.steps, replaced(batch.steps));
      auto section = sections.begin();
      for (std::size_t number = 0; number < batch.steps.size(); ++number) {
        if (section != sections.end() && number == section->first) enter(*section, batch.steps);
        take(batch.steps[number], std::span(batch.steps).subspan(number + 1));
        if (fails_) return std::nullopt;
        if (section_ != nullptr && number == section_->last) {
          section_ = nullptr;
          ++section;
        }
      }
      if (last) do_what_waits();
      batches_.close();
    }
    for (const Step* drop : dropped_last_) batches_.add(removal(*drop, site_));
    return batches_.take();
  }

 private:
  /// What a section needs is done before it.
  void enter(const Section& section, const std::vector<Step>& steps) {
    for (std::size_t number = section.first; number <= section.last; ++number)
      if (is_in_the_way(steps[number])) do_what_waits(&steps[number]);
    section_ = &section;
  }

  [[nodiscard]] bool is_in_the_way(const Step& step) const {
    return std::any_of(waiting_.begin(), waiting_.end(),
                       [&](const Pieces& each) { return is_waited_for(each, step, site_); });
  }

  void take(const Step& step, std::span<const Step> rest) {
    if (is_droppable_key(step.change) && postpones(step, rest)) return;
    const auto former = formers_.find(diff::subject(step.change));
    std::optional<Pieces> pieces = pieces_of(step, former == formers_.end() ? nullptr : &former->second);
    const bool only_later = pieces && pieces->now.empty();  // then it stands behind what waits already
    if (!only_later && is_in_the_way(step)) {
      if (section_ != nullptr) return can_wait(step) ? wait(step, std::move(pieces)) : take_at_once(step);
      do_what_waits(&step);
    }
    if (const auto* attach = std::get_if<diff::Attach>(&step.change)) std::erase(attached_later_, attach->tie);
    if (!pieces && former != formers_.end()) batches_.add({former->second, Place::together});
    if (!pieces) return batches_.add({step, Place::together});
    for (Piece& piece : pieces->now) batches_.add(std::move(piece));
    if (former != formers_.end()) pieces->former = diff::subject(former->second.change);
    pieces->origin = &step;
    if (!pieces->later.empty()) waiting_.push_back(std::move(*pieces));
  }

  [[nodiscard]] std::optional<Pieces> pieces_of(const Step& step, Former former) const {
    if (at_once_.contains(&step)) return std::nullopt;
    std::optional<Pieces> pieces =
        std::visit([&](const auto& change) { return form_of(change, step, site_, former); }, step.change);
    // A key that is gone already would be missed until its index is built.
    const bool is_missed = pieces && pieces->now.empty() && former == nullptr && section_ != nullptr &&
                           section_->restored.contains(diff::subject(step.change));
    return is_missed ? std::nullopt : std::move(pieces);
  }

  /// Nothing in a section needs a foreign key that is new.
  [[nodiscard]] bool can_wait(const Step& step) const {
    return std::holds_alternative<diff::Create<model::ForeignKey>>(step.change) && !at_once_.contains(&step) &&
           !section_->restored.contains(diff::subject(step.change));
  }

  /// All of the step is done behind what it waits for.
  void wait(const Step& step, std::optional<Pieces> pieces) {
    Pieces all =
        pieces ? std::move(*pieces) : Pieces{{{step, Place::together}}, {}, {}, diff::relation_of(step.change)};
    all.now.front().place = Place::apart;
    all.later.insert(all.later.begin(), std::make_move_iterator(all.now.begin()),
                     std::make_move_iterator(all.now.end()));
    all.now.clear();
    all.provides.insert(diff::subject(step.change));
    all.origin = &step;
    waiting_.push_back(std::move(all));
  }

  /// What the step waits for began in its section, and cannot be committed before that ends.
  void take_at_once(const Step& step) {
    const std::size_t known = at_once_.size();
    for (const Pieces& each : waiting_)
      if (is_waited_for(each, step, site_)) at_once_.insert(each.origin);
    if (at_once_.size() == known) throw std::logic_error("a step that is done at once waits");
    fails_ = true;
  }

  /// The keys that stay until their successors are there.
  [[nodiscard]] std::set<ObjectId> replaced(const std::vector<Step>& steps) const {
    std::set<ObjectId> keys;
    for (std::size_t number = 0; number < steps.size(); ++number) {
      const auto rest = std::span(steps).subspan(number + 1);
      if (is_droppable_key(steps[number].change) && fate_of(steps[number], rest).stays)
        keys.insert(diff::subject(steps[number].change));
    }
    return keys;
  }

  /// What becomes of an index or key that is to go.
  struct Fate {
    bool stays = false;                 ///< For now: nothing wants it gone.
    std::optional<ObjectId> successor;  ///< Until this is there; without one it goes last.
  };

  [[nodiscard]] Fate fate_of(const Step& drop, std::span<const Step> rest) const {
    const ObjectId id = diff::subject(drop.change);
    const QualifiedName table = diff::relation_of(drop.change);
    if (!site_.is_live(table) || site_.is_partitioned(table) || goes_with_parent(drop)) return {};
    for (const Step& step : rest) {
      const ObjectId other = diff::subject(step.change);
      const bool follows = !footprint(step.change).makes.empty() && share_a_name(id, other);
      if (follows) {
        const bool replaces = is_creatable_key(step.change) && diff::relation_of(step.change) == table;
        return {replaces, other};
      }
      if (changes_table(step.change, table) || wants_gone(step, id, site_)) return {};
      if (refers_to(step.change, table)) return {};
    }
    return {true, std::nullopt};
  }

  bool postpones(const Step& drop, std::span<const Step> rest) {
    const Fate fate = fate_of(drop, rest);
    if (!fate.stays) return false;
    if (fate.successor) return formers_.emplace(*fate.successor, drop).second;
    dropped_last_.push_back(&drop);
    return true;
  }

  static bool goes_with_parent(const Step& drop) {
    return std::visit(
        [](const auto& change) {
          if constexpr (requires { change.object.partition_of->schema; }) return change.object.partition_of.has_value();
          return false;
        },
        drop.change);
  }

  /// @param next the step before which something has to be done; null: all is
  void do_what_waits(const Step* next = nullptr) {
    std::vector<Pieces> waiting;
    for (Pieces& each : waiting_) {
      const bool waits_on = next != nullptr && awaits_partition(each.table) &&
                            (std::holds_alternative<diff::Attach>(next->change) || !is_waited_for(each, *next, site_));
      if (waits_on) {
        waiting.push_back(std::move(each));
        continue;
      }
      for (Piece& piece : each.later) batches_.add(std::move(piece));
      batches_.close();
    }
    waiting_ = std::move(waiting);
  }

  /// Whether a partition, whose index an index of the table takes up, comes only later.
  [[nodiscard]] bool awaits_partition(const QualifiedName& table) const {
    return std::any_of(attached_later_.begin(), attached_later_.end(), [&](const diff::Tie& tie) {
      return tie.parent == table || is_below(tie.parent, table, site_.difference().after);
    });
  }

  const Plan& plan_;
  const Site& site_;
  std::set<const Step*>& at_once_;
  const Section* section_ = nullptr;  ///< In which the step stands.
  bool fails_ = false;
  Batches batches_;
  std::vector<Pieces> waiting_;
  std::vector<diff::Tie> attached_later_;
  std::map<ObjectId, Step> formers_;       ///< By what takes its place, the drop of what is there until then.
  std::vector<const Step*> dropped_last_;  ///< Of the plan.
};

}  // namespace

Plan online(const Plan& plan, const diff::Difference& difference, const std::string& lock_timeout) {
  const Site site(plan, difference);
  std::set<const Step*> at_once;
  std::optional<std::vector<Batch>> batches;
  while (!batches) batches = Arrangement(plan, site, at_once).run();
  Plan arranged{std::move(*batches)};
  for (Batch& batch : arranged.batches) {
    const bool waits =
        batch.transaction == Transaction::one &&
        std::any_of(batch.steps.begin(), batch.steps.end(), [&](const Step& step) { return site.meets_others(step); });
    if (waits) batch.lock_timeout = lock_timeout;
  }
  return arranged;
}

}  // namespace schemac::plan
