#include "contract_columns.hpp"

#include <algorithm>

#include "contract_names.hpp"
#include "contract_types.hpp"

namespace schemac::runtime::detail {
namespace {

/// Says things of one column.
class Column {
 public:
  Column(const TableContract& table, std::string_view column, std::vector<ContractDifference>& differences)
      : table_(table), column_(column), differences_(differences) {}

  void breaks(ContractEffect effect, std::string problem) {
    differences_.push_back({"column " + qualified_name(table_.schema, table_.name) + '.' + quoted_name(column_),
                            std::move(problem), effect, &table_, nullptr, std::string(column_)});
  }
  void differs(std::string problem) { breaks(ContractEffect::none, std::move(problem)); }

 private:
  const TableContract& table_;
  std::string_view column_;
  std::vector<ContractDifference>& differences_;
};

std::string code(std::string_view text) { return '`' + std::string(text) + '`'; }

/// With the modifiers behind the name; `timestamp(3) with time zone` has them in the middle, and nobody minds here.
std::string spelled(const ColumnContract& wanted) {
  if (wanted.modifiers.empty()) return code(wanted.type);
  return code(std::string(wanted.type) + '(' + std::string(wanted.modifiers) + ')');
}

void compare_types(const ColumnContract& wanted, const FoundType& found, const Facts& facts, Column& column) {
  const auto type = facts.types.find(wanted.type);
  const std::uint32_t oid = type == facts.types.end() ? 0 : type->second;
  if (oid == 0)
    return column.breaks(ContractEffect::statement,
                         "is of type " + code(wanted.type) + " in the program, which does not exist there");
  const std::string difference = "is of type " + code(found.spelling) + ", not " + spelled(wanted);
  if (!serves(oid, found)) return column.breaks(ContractEffect::read, difference);
  // Of a domain its base says how much there is room for; the type itself says that it is one.
  const std::string modifiers = modifiers_of(found.oid == oid ? found.spelling : found.base_spelling);
  if (!has_room(wanted.type, wanted.modifiers, modifiers))
    return column.breaks(ContractEffect::write, difference + ", and takes less");
  if (found.oid != oid || modifiers != wanted.modifiers) column.differs(difference);
}

void compare_null(const ColumnContract& wanted, const FoundColumn& found, Column& column) {
  if (wanted.nullable && found.not_null) {
    if (wanted.written)
      column.breaks(ContractEffect::write, "is NOT NULL, and the program may send NULL");
    else
      column.differs("is NOT NULL");
  }
  if (!wanted.nullable && !found.not_null)
    column.breaks(ContractEffect::read, "may be NULL, which the program cannot read");
}

/// What no INSERT gives and nothing fills; a trigger may, and what those do nobody can know from here.
void refuse_gap(const std::string& gap, const FoundTable& table, Column& column) {
  if (table.may_fill) return column.differs(gap + " (a trigger may fill it)");
  column.breaks(ContractEffect::insert, gap);
}

void compare_defaults(const ColumnContract& wanted, const FoundColumn& found, const FoundTable& table, Column& column) {
  if (wanted.written && found.always)
    return column.breaks(ContractEffect::write, "is written by the database alone, and INSERTs give it");
  if (wanted.left && !found.filled) {
    const std::string gap =
        wanted.written ? "has no default, and INSERTs may leave it out" : "has no default, and INSERTs do not give it";
    if (found.not_null) return refuse_gap(gap, table, column);
    return column.differs("has no default: what an INSERT leaves out is NULL");
  }
  if (!wanted.left && found.filled) return column.differs("has a default that the program does not know");
  if (!wanted.written && !found.always) column.differs("can be written, and the program leaves it to the database");
}

void compare_unknown(const FoundColumn& found, const FoundTable& table, Column& column) {
  if (!found.not_null || found.filled) return column.differs("is unknown to the program");
  refuse_gap("is NOT NULL without a default, and INSERTs of the program do not give it", table, column);
}

}  // namespace

void compare_columns(const TableContract& contract, const FoundTable& table, const Facts& facts,
                     std::vector<ContractDifference>& differences) {
  for (const ColumnContract& wanted : contract.columns) {
    Column column(contract, wanted.name, differences);
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const FoundColumn& each) { return each.name == wanted.name; });
    if (found == table.columns.end()) {
      column.breaks(ContractEffect::statement, "is missing");
      continue;
    }
    compare_types(wanted, found->type, facts, column);
    compare_null(wanted, *found, column);
    compare_defaults(wanted, *found, table, column);
  }
  for (const FoundColumn& found : table.columns) {
    const bool known = std::any_of(contract.columns.begin(), contract.columns.end(),
                                   [&](const ColumnContract& wanted) { return wanted.name == found.name; });
    if (known) continue;
    Column column(contract, found.name, differences);
    compare_unknown(found, table, column);
  }
}

}  // namespace schemac::runtime::detail
