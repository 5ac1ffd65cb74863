#include "pull/edit_entity.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pull/header_text.hpp"
#include "pull/merge_field.hpp"

namespace schemac::pull {
namespace {

const PartText* find_part(const EntityText& text, const std::string& key) {
  const auto found =
      std::find_if(text.parts.begin(), text.parts.end(), [&](const PartText& part) { return part.key == key; });
  return found == text.parts.end() ? nullptr : &*found;
}

/// `storage_parameter("fillfactor", 70)` is filed under its parameter, too.
std::string word_key(std::string_view item) {
  if (item.starts_with("schemac::")) item.remove_prefix(9);
  const std::string head(item.substr(0, item.find_first_of("(. \t\n")));
  if (head != "storage_parameter") return head;
  const std::size_t begin = item.find('"');
  const std::size_t end = item.find('"', begin + 1);
  if (begin == std::string_view::npos || end == std::string_view::npos) return head;
  return head + " " + std::string(item.substr(begin + 1, end - begin - 1));
}

/// The last name of a base, without what stands around it.
std::string base_name(std::string_view base) {
  base = base.substr(0, base.find('<'));
  const std::size_t begin = base.find_last_of(": \t\n");
  return std::string(begin == std::string_view::npos ? base : base.substr(begin + 1));
}

}  // namespace

EntityEditor::EntityEditor(const EntityChange& change, const SourceIndex& index, Edits& edits, Diagnostics& diagnostics)
    : change_(change), index_(index), edits_(edits), diagnostics_(diagnostics) {
  struct_ = index.locate(change.entity.place);
}

const model::Field* EntityEditor::declared_field(const std::string& column) const {
  for (const model::Field& each : change_.entity.fields)
    if (each.column == column) return &each;
  return nullptr;
}

const FieldText* EntityEditor::field(const EntityText& text, const std::string& column) const {
  for (const FieldText& each : text.fields)
    if (each.column == column) return &each;
  return nullptr;
}

const FieldText* EntityEditor::after(const std::string& column) const {
  const auto renamed = change_.renamed.find(column);
  return field(change_.after, renamed == change_.renamed.end() ? column : renamed->second);
}

/// What a column of the database is called in the headers.
const std::string& EntityEditor::former(const std::string& column) const {
  for (const auto& [before, after] : change_.renamed)
    if (after == column) return before;
  return column;
}

bool EntityEditor::is_own(const std::string& column) const {
  const model::Field* const declared = declared_field(column);
  return declared != nullptr && index_.locate(declared->place).type == struct_.type;
}

void EntityEditor::add(std::size_t begin, std::size_t end, std::string text) {
  edits_[*struct_.file].push_back({begin, end, std::move(text)});
}

std::vector<std::string> EntityEditor::changed_in_mixins() const {
  std::vector<std::string> columns;
  for (const model::Field& declared : change_.entity.fields) {
    if (is_own(declared.column)) continue;
    const FieldText* const before = field(change_.before, declared.column);
    const FieldText* const now = after(declared.column);
    if (before != nullptr && (now == nullptr || *before != *now)) columns.push_back(declared.column);
  }
  return columns;
}

std::set<std::string> EntityEditor::keys_at(std::size_t begin) const {
  std::set<std::string> keys;
  for (const model::ObjectId& id : index_.objects_at(*struct_.file, begin))
    if (id.schema == change_.entity.table.schema && id.table == change_.entity.table.name) keys.insert(describe(id));
  return keys;
}

std::string EntityEditor::key_of(const CppMember& member, std::size_t item) const {
  const std::string head = option_key(in(*struct_.text, member.items[item]));
  const std::set<std::string> objects = keys_at(member.items[item].begin);
  const bool by_word = head == "unique" || head == "primary_key" || head == "touch_on_update" || objects.empty();
  return by_word ? head : *objects.begin();
}

/// `Integer price, stock;`: one of them cannot be edited without the others.
bool EntityEditor::is_shared(const Located& at, const std::string& column) const {
  for (const model::Field& other : change_.entity.fields) {
    const bool lookup = other.lookup_of == column || declared_field(column)->lookup_of == other.column;
    if (other.column == column || lookup || index_.locate(other.place).member != at.member) continue;
    diagnostics_
        .error(Code::cannot_pull, declared_field(column)->place,
               fmt::format("column `{}` differs from the database, and its field is declared together with others",
                           column))
        .hint = "declare each of them by itself";
    return true;
  }
  return false;
}

void EntityEditor::edit_field(const Located& at, const FieldText& before, const FieldText& after,
                              const std::set<std::string>& dropped) {
  const model::Field* const declared = declared_field(before.column);
  if (is_shared(at, before.column)) return;
  const auto name = offset_of(*at.text, declared->place.line, declared->place.column);
  WrittenField written{*at.text, *at.member, *name, {}};
  for (std::size_t i = 0; i < at.member->items.size(); ++i) written.keys.push_back(key_of(*at.member, i));
  for (Edit& edit : merge_field(written, before, after, dropped)) edits_[*at.file].push_back(std::move(edit));
}

void EntityEditor::edit_in_mixin(const std::string& column) {
  const Located at = index_.locate(declared_field(column)->place);
  const FieldText* const now = after(column);
  if (at.member == nullptr) return;
  if (now == nullptr) {
    edits_[*at.file].push_back({at.member->whole.begin, at.member->whole.end, {}});
  } else {
    edit_field(at, *field(change_.before, column), *now, {});
  }
}

/// What a mixin brings stands in the entity itself from now on.
void EntityEditor::give_up_mixins(const std::set<std::string>& shared) {
  std::set<const CppType*> mixins;
  for (const std::string& column : changed_in_mixins())
    if (!shared.contains(column)) mixins.insert(index_.locate(declared_field(column)->place).type);
  for (const CppType* const mixin : mixins) {
    const auto& bases = struct_.type->bases;
    const auto base = std::find_if(bases.begin(), bases.end(), [&](TextSpan span) {
      return mixin != nullptr && base_name(in(*struct_.text, span)) == mixin->name;
    });
    if (base == bases.end()) {
      diagnostics_.error(
          Code::cannot_pull, change_.entity.place,
          fmt::format("`{}` differs from the database in a column of a mixin of its mixins", change_.entity.name));
      continue;
    }
    const std::size_t begin = base == bases.begin() ? base->begin : (base - 1)->end;
    const std::size_t end = base == bases.begin() && base + 1 != bases.end() ? (base + 1)->begin : base->end;
    add(begin, end, {});
    for (const model::Field& declared : change_.entity.fields)
      if (index_.locate(declared.place).type == mixin) unrolled_.insert(declared.column);
  }
}

void EntityEditor::edit_fields() {
  for (const FieldText& before : change_.before.fields) {
    if (!is_own(before.column)) continue;
    const Located at = index_.locate(declared_field(before.column)->place);
    const FieldText* const now = after(before.column);
    const auto dropped = dropped_.find(at.member);
    const bool loses = dropped != dropped_.end();
    if (now != nullptr && *now == before && !loses) continue;
    if (at.member == nullptr) {
      diagnostics_.error(Code::cannot_pull, change_.entity.place,
                         fmt::format("the field of column `{}` cannot be found in the text", before.column));
    } else if (now == nullptr) {
      if (!is_shared(at, before.column)) add(at.member->whole.begin, at.member->whole.end, {});
    } else {
      edit_field(at, before, *now, loses ? dropped->second : std::set<std::string>{});
    }
  }
}

/// A new field goes behind the one whose column stands before its column.
void EntityEditor::insert_fields() {
  std::size_t place = struct_.type->body.begin + 1;
  if (struct_.text->compare(place, 1, "\n") == 0) ++place;
  for (const FieldText& after : change_.after.fields) {
    const std::string& column = former(after.column);
    const model::Field* const declared = declared_field(column);
    if (declared != nullptr && is_own(column)) {
      if (const CppMember* const member = index_.locate(declared->place).member) place = member->whole.end;
      continue;
    }
    if (declared != nullptr && !unrolled_.contains(column)) continue;  // a mixin has it
    const bool own_line = (*struct_.text)[place - 1] == '\n';
    add(place, place, (own_line ? "" : "\n") + field_lines({after}));
  }
}

/// A constraint that a field said, and that is another now, is said in the table's list.
void EntityEditor::edit_parts() {
  const CppMember* table = nullptr;
  for (const CppMember& member : struct_.type->members) {
    if (SourceIndex::is_table(*struct_.text, member)) {
      table = &member;
      continue;
    }
    for (std::size_t i = 0; i < member.items.size(); ++i)
      for (const std::string& key : keys_at(member.items[i].begin)) {
        const PartText* const before = find_part(change_.before, key);
        const PartText* const after = find_part(change_.after, key);
        if (before != nullptr && (after == nullptr || *before != *after)) dropped_[&member].insert(key_of(member, i));
      }
  }
  edit_table(table);
}

void EntityEditor::edit_table(const CppMember* table) {
  std::map<std::string, std::size_t> items;
  for (std::size_t i = 0; table != nullptr && i < table->items.size(); ++i) {
    const std::set<std::string> objects = keys_at(table->items[i].begin);
    items.emplace(objects.empty() ? word_key(in(*struct_.text, table->items[i])) : *objects.begin(), i);
  }
  std::set<std::size_t> gone;
  Changed changed;
  for (const PartText& before : change_.before.parts)
    if (find_part(change_.after, before.key) == nullptr && items.contains(before.key))
      gone.insert(items.at(before.key));
  std::vector<PartText> fresh;
  for (const PartText& after : change_.after.parts) {
    const PartText* const before = find_part(change_.before, after.key);
    if (before != nullptr && *before == after) continue;
    if (const auto item = items.find(after.key); item != items.end()) {
      changed[item->second] = &after;
    } else {
      fresh.push_back(after);
    }
  }
  if (gone.empty() && changed.empty() && fresh.empty()) return;
  if (table == nullptr) {
    const std::size_t place = struct_.type->body.end - 1;
    return add(place, place, "\n" + table_lines(fresh));
  }
  if (fresh.empty() && gone.size() == table->items.size()) return add(table->whole.begin, table->whole.end, {});
  const std::string_view before_first(struct_.text->data() + table->braces.begin + 1,
                                      table->items.empty() ? 0 : table->items[0].begin - table->braces.begin - 1);
  const bool has_lines = before_first.find('\n') != std::string_view::npos;
  has_lines ? edit_lines(*table, gone, changed, fresh) : rewrite_list(*table, gone, changed, fresh);
}

/// A list that stands on one line gets a line for each part.
void EntityEditor::rewrite_list(const CppMember& table, const std::set<std::size_t>& gone, const Changed& changed,
                                const std::vector<PartText>& fresh) {
  std::string list = "{\n";
  for (std::size_t i = 0; i < table.items.size(); ++i) {
    if (gone.contains(i)) continue;
    const auto other = changed.find(i);
    list += other != changed.end() ? part_lines(*other->second)
                                   : "      " + std::string(in(*struct_.text, table.items[i])) + ",\n";
  }
  for (const PartText& part : fresh) list += part_lines(part);
  add(table.braces.begin, table.braces.end, list + "  }");
}

void EntityEditor::edit_lines(const CppMember& table, const std::set<std::size_t>& gone, const Changed& changed,
                              const std::vector<PartText>& fresh) {
  const std::string& text = *struct_.text;
  const auto line_end = [&](std::size_t offset) { return std::min(text.find('\n', offset), table.braces.end - 1); };
  for (const auto& [item, part] : changed) {
    const std::string lines = part_lines(*part);
    add(table.items[item].begin, table.items[item].end, lines.substr(6, lines.size() - 8));
  }
  for (const std::size_t item : gone) {
    const std::size_t begin = text.rfind('\n', table.items[item].begin) + 1;
    add(begin, std::min(line_end(table.items[item].end) + 1, table.braces.end - 1), {});
  }
  if (fresh.empty()) return;
  const TextSpan last = table.items.back();
  if (!table.comma_after_last) add(last.end, last.end, ",");
  const std::size_t place = line_end(last.end);
  std::string lines;
  for (const PartText& part : fresh) lines += part_lines(part);
  text[place] == '\n' ? add(place + 1, place + 1, lines) : add(place, place, "\n" + lines + "  ");
}

void EntityEditor::run(const std::set<std::string>& shared) {
  if (struct_.type == nullptr) {
    diagnostics_.error(
        Code::cannot_pull, change_.entity.place,
        fmt::format("`{}` differs from the database, and its struct cannot be found in the text", change_.entity.name));
    return;
  }
  if (change_.before.comment != change_.after.comment)
    for (const Edit& edit :
         merge_comment(*struct_.text, struct_.type->docs, struct_.type->span, change_.after.comment, false))
      edits_[*struct_.file].push_back(edit);
  give_up_mixins(shared);
  edit_parts();
  edit_fields();
  insert_fields();
}

}  // namespace schemac::pull
