// Objects that hold no rows and have few attributes of their own that anything alters: kept as the statements that
// make them. One struct for many kinds: aggregates, rules, event triggers, collations, operators, casts, text search,
// foreign data, publications, extended statistics, range types.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::model {

/// A piece of a definition that some ALTER can give, exchange or take away: an option of a server, a mapping of a text
/// search configuration, a column of a foreign table. Each is a statement without final semicolon; an empty one says
/// that there is none, and then the object is made anew.
struct ScriptedPart {
  std::string aspect;  ///< Which piece it is: known by this in both states. `x: y` goes with `x`.
  std::string add;     ///< Where the object has none of that aspect.
  std::string change;  ///< Where it has another one.
  std::string remove;  ///< Takes this one away.

  bool operator==(const ScriptedPart&) const = default;
};

struct Scripted {
  /// Its kind is one that is_scripted() knows. Where a raw name is not all that SQL needs to name it, `object.name`
  /// says more: `total(integer)` of an aggregate, `===(integer, integer)` of an operator (NONE where an operand is
  /// missing), `int4_ops USING btree` of an operator class or family; and what has no name is called as SQL spells it:
  /// `(text AS public.mood)` a cast, `FOR public.hstore LANGUAGE plpython3u` a transform, `FOR app SERVER films` a user
  /// mapping. `object.table` is that of a rule.
  ObjectId object;

  /// The statements that make it where it is not, without final semicolons: complete but for `settings`.
  std::vector<std::string> definition;

  /// What of the definition nothing alters: an object of another frame is made anew. Unset: that is all of it.
  std::optional<std::string> frame;

  /// What else the definition says, in the order in which it is given; it is taken away the other way round.
  std::vector<ScriptedPart> parts;

  /// What can be altered of it and the definition does not say: by aspect the statement that sets it, which may be run
  /// at any time. Where only these differ, they are run. An aspect in its usual state has no entry; see `defaults`.
  std::map<std::string, std::string> settings;

  /// By aspect the statement that brings it back to its usual state, for each aspect that `settings` has.
  std::map<std::string, std::string> defaults;

  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return object; }
  [[nodiscard]] const ScriptedPart* find_part(const std::string& aspect) const {
    for (const ScriptedPart& part : parts) {
      if (part.aspect == aspect) return &part;
    }
    return nullptr;
  }
  bool operator==(const Scripted&) const = default;
};

}  // namespace schemac::model
