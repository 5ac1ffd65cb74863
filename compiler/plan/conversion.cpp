#include "plan/conversion.hpp"

#include <algorithm>
#include <utility>

#include "diff/tokens.hpp"
#include "plan/casts.hpp"
#include "plan/domains.hpp"
#include "plan/type_change.hpp"

namespace schemac::plan {
namespace {

template <class K>
const K* find_type(const model::Objects<K>& types, const std::string& type) {
  const auto name = named_type(type);
  return name ? types.find({K::kKind, name->schema, {}, name->name}) : nullptr;
}

/// The attributes of a composite type, or of the rows of a table; of an array, those of its elements.
std::optional<std::vector<model::Attribute>> attributes_of(const model::Schema& schema, const std::string& type) {
  if (const auto* composite = find_type(schema.composite_types, type)) return composite->attributes;
  const auto* table = find_type(schema.tables, type);
  if (table == nullptr) return std::nullopt;
  std::vector<model::Attribute> attributes;
  for (const model::Column& column : table->columns)
    attributes.push_back({column.name, column.type, column.collation, std::nullopt});
  return attributes;
}

bool is_number(const std::string& type) {
  constexpr const char* kNumbers[] = {"smallint", "integer", "bigint", "numeric", "real", "double precision"};
  return std::ranges::find(kNumbers, type) != std::end(kNumbers);
}

/// How one value goes from type to type; nothing where no way leads.
class Conversions {
 public:
  Conversions(const model::Schema& before, const model::Schema& after) : before_(before), after_(after) {}

  /// `value` is an expression of type `from`; the result can be assigned to `to`.
  [[nodiscard]] std::optional<std::string> convert(const std::string& value, const std::string& from,
                                                   const std::string& to) const {
    const std::string source = stored_type(from, before_);
    const std::string target = stored_type(to, after_);
    if (source == target) return value;
    if (is_array(source) != is_array(target)) return between_scalar_and_array(value, source, target, to);
    if (attributes_of(before_, source) && attributes_of(after_, target)) {
      return is_array(source) ? array_of_rows(value, source, target, to) : row(value, source, target, to);
    }
    if (!is_array(source)) {
      if (auto special = by_function(value, element_type(source), element_type(target), to)) return special;
    }
    return by_cast(value, cast_path(source, target), is_array(source), to);
  }

 private:
  static std::optional<std::string> by_cast(const std::string& value, CastPath path, bool array,
                                            const std::string& to) {
    switch (path) {
      case CastPath::assignment:
        return value;
      case CastPath::explicit_cast:
        return value + "::" + to;
      case CastPath::through_text:
        return value + (array ? "::text[]::" : "::text::") + to;
      case CastPath::none:
        break;
    }
    return std::nullopt;
  }

  /// Where there is no cast, but a function or another cast on the way that means the same.
  static std::optional<std::string> by_function(const std::string& value, const std::string& from,
                                                const std::string& to, const std::string& spelled_to) {
    const CastPath path = cast_path(from, to);
    if (path == CastPath::assignment || path == CastPath::explicit_cast) return std::nullopt;
    if (to == "jsonb" || to == "json") return "to_" + to + "(" + value + ")";
    if (from == "jsonb" || from == "json") return "(" + value + " #>> '{}')::" + spelled_to;
    if (from == "boolean" && is_number(to)) return value + "::integer";
    if (is_number(from) && to == "boolean") return "(" + value + " <> 0)";
    if ((from == "money" && is_number(to)) || (is_number(from) && to == "money")) return value + "::numeric";
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> between_scalar_and_array(const std::string& value, const std::string& from,
                                                                    const std::string& to,
                                                                    const std::string& spelled_to) const {
    if (is_array(from)) {
      if (to == "jsonb" || to == "json") return "to_" + to + "(" + value + ")";
      return by_cast(value, cast_path(from, to), true, spelled_to);
    }
    const std::string element = to.substr(0, to.size() - 2);
    const bool parsed =
        cast_path(from, to) == CastPath::explicit_cast && cast_path(from, element) != CastPath::assignment;
    if (parsed) return value + "::" + spelled_to;  // a string that spells an array
    const auto inner = convert(value, from, element);
    if (!inner) return std::nullopt;
    return "CASE WHEN " + value + " IS NOT NULL THEN ARRAY[" + *inner + "]::" + spelled_to + " END";
  }

  /// Attribute by attribute, by name. A row of NULLs is not the same as no row.
  [[nodiscard]] std::optional<std::string> row(const std::string& value, const std::string& from, const std::string& to,
                                               const std::string& spelled_to) const {
    const std::vector<model::Attribute> source = *attributes_of(before_, from);
    const std::vector<model::Attribute> target = *attributes_of(after_, to);
    std::string values;
    for (const model::Attribute& attribute : target) {
      const auto former = std::ranges::find(source, attribute.name, &model::Attribute::name);
      std::optional<std::string> moved = "NULL";
      if (former != source.end()) {
        moved = convert("(" + value + ")." + diff::spelled(attribute.name), former->type, attribute.type);
      }
      if (!moved) return std::nullopt;
      values += (values.empty() ? "" : ", ") + *moved;
    }
    return "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN ROW(" + values + ")::" + spelled_to + " END";
  }

  /// No expression reaches into the elements of an array without a subquery, which USING does not take: their text does
  /// where the attributes are the same in number and order.
  [[nodiscard]] std::optional<std::string> array_of_rows(const std::string& value, const std::string& from,
                                                         const std::string& to, const std::string& spelled_to) const {
    const std::vector<model::Attribute> source = *attributes_of(before_, from);
    const std::vector<model::Attribute> target = *attributes_of(after_, to);
    const bool same = std::ranges::equal(source, target, {}, &model::Attribute::name, &model::Attribute::name);
    return same ? std::optional(value + "::text[]::" + spelled_to) : std::nullopt;
  }

  const model::Schema& before_;
  const model::Schema& after_;
};

/// Whether values are cut on their way, `within` an array or a row too: there the way leads over text or a cast, which
/// cuts what an assignment would refuse.
bool cuts(const std::string& before, const std::string& after, const model::Schema& types_before,
          const model::Schema& types_after, bool within) {
  const std::string from = stored_type(before, types_before);
  const std::string to = stored_type(after, types_after);
  if (is_array(from) && is_array(to)) {
    const auto element = [](const std::string& array) { return array.substr(0, array.size() - 2); };
    return cuts(element(from), element(to), types_before, types_after, true);
  }
  const auto former = attributes_of(types_before, from);
  const auto now = attributes_of(types_after, to);
  if (former && now) {
    return std::ranges::any_of(*now, [&](const model::Attribute& attribute) {
      const auto was = std::ranges::find(*former, attribute.name, &model::Attribute::name);
      return was != former->end() && was->type != attribute.type &&
             cuts(was->type, attribute.type, types_before, types_after, true);
    });
  }
  const TypeChange change = type_change(from, to);
  return change.loses || (within && from != to && change.may_fail && base_type(from) == base_type(to));
}

}  // namespace

NoCast::NoCast(model::ObjectId column, const std::string& before, const std::string& after)
    : CannotPlan(std::move(column), "no cast leads from `" + before + "` to `" + after +
                                        "`, and only an expression can say what becomes of its values") {}

std::optional<model::QualifiedName> named_type(const std::string& type) {
  const auto tokens = diff::tokenize(type);
  if (tokens.size() < 3 || tokens[1].text != ".") return std::nullopt;
  auto schema = diff::name_in(tokens[0]);
  auto name = diff::name_in(tokens[2]);
  if (!schema || !name) return std::nullopt;
  return model::QualifiedName{std::move(*schema), std::move(*name)};
}

std::optional<std::string> conversion(const model::QualifiedName& home, const model::Column& before,
                                      const model::Column& after, const model::Schema& types_before,
                                      const model::Schema& types_after) {
  const std::string value = diff::spelled(after.name);
  auto converted = Conversions(types_before, types_after).convert(value, before.type, after.type);
  if (!converted) throw NoCast(model::column_id(home, after.name), before.type, after.type);
  if (*converted == value) return std::nullopt;
  return converted;
}

bool cuts_values(const std::string& before, const std::string& after, const model::Schema& types_before,
                 const model::Schema& types_after) {
  return cuts(before, after, types_before, types_after, false);
}

}  // namespace schemac::plan
