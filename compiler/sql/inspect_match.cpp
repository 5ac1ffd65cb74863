// Whether a name that a statement gives is that of an object, as a catalog knows it.
#include <algorithm>
#include <map>

#include "sql/inspect.hpp"

namespace schemac::sql {
namespace {

using model::Kind;

std::string without_arguments(const std::string& name) { return name.substr(0, name.find('(')); }

/// What stands between the parentheses of a routine's name, cut at its commas.
std::vector<std::string> arguments_of(const std::string& name) {
  std::vector<std::string> types;
  const std::size_t open = name.find('(');
  if (open == std::string::npos || name.size() < open + 3) return types;
  const std::string list = name.substr(open + 1, name.size() - open - 2);
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(", ", begin), list.size());
    types.push_back(list.substr(begin, end - begin));
    begin = end + 2;
  }
  return types;
}

/// A type as the grammar spells it (`int4[]`), as format_type does. Types of users are called by their name alone.
std::string formatted(const std::string& type) {
  static const std::map<std::string, std::string> kWords{{"int2", "smallint"},
                                                         {"int4", "integer"},
                                                         {"int8", "bigint"},
                                                         {"float4", "real"},
                                                         {"float8", "double precision"},
                                                         {"bool", "boolean"},
                                                         {"varchar", "character varying"},
                                                         {"bpchar", "character"},
                                                         {"varbit", "bit varying"},
                                                         {"time", "time without time zone"},
                                                         {"timetz", "time with time zone"},
                                                         {"timestamp", "timestamp without time zone"},
                                                         {"timestamptz", "timestamp with time zone"}};
  const std::string element = type.substr(0, type.find('['));
  const auto word = kWords.find(element);
  return (word == kWords.end() ? element : word->second) + (element == type ? "" : "[]");
}

bool same_type(const std::string& written, const std::string& read) {
  const std::string type = formatted(written);
  return read == type || read.ends_with("." + type);
}

}  // namespace

bool is_routine(Kind kind) { return kind == Kind::function || kind == Kind::aggregate; }

bool may_name(const model::ObjectId& said, const std::vector<std::string>& arguments, const model::ObjectId& id) {
  if (id.kind != said.kind || id.table != said.table) return false;
  if (!said.schema.empty() && id.schema != said.schema) return false;
  if (!is_routine(id.kind)) return id.name == said.name;
  const std::vector<std::string> read = arguments_of(id.name);
  return without_arguments(id.name) == said.name &&
         std::equal(arguments.begin(), arguments.end(), read.begin(), read.end(), same_type);
}

}  // namespace schemac::sql
