#include "catalog/array_coercion.hpp"

#include <string_view>

#include "catalog/definition.hpp"

namespace schemac::catalog {
namespace {

constexpr std::string_view kOpen = "(ARRAY[";
constexpr std::string_view kNone;

/// The type that the element is cast to at last, without its modifier.
std::string_view type_of(std::string_view element) {
  constexpr std::string_view kOfNoType = "()[]{}',;+-*/<>=~!@#%^&|`?";
  std::string_view type;
  for (std::size_t at = find_outside(element, 0, ":"); at + 1 < element.size();
       at = find_outside(element, at + 2, ":")) {
    type = element.substr(at + 2);
  }
  type = type.substr(0, find_outside(type, 0, "("));
  return find_outside(type, 0, kOfNoType) == type.size() ? type : kNone;
}

/// The type of the elements of `ARRAY[…]`, which have one in common.
std::string_view element_type(std::string_view array) {
  const std::string_view list = array.substr(kOpen.size() - 1, array.size() - kOpen.size());
  for (std::size_t number = 0;; ++number) {
    const std::string_view element = list_item(list, number);
    if (element.empty()) return kNone;
    if (const std::string_view type = type_of(element); !type.empty()) return type;
  }
}

bool begins_with_cast_to_array(std::string_view text) {
  return text.starts_with("::") && text.substr(find_outside(text, 2, "[),")).starts_with("[]");
}

}  // namespace

std::string with_array_coercions(std::string_view print) {
  std::string text;
  for (std::size_t at = find_unquoted(print, kOpen); at != std::string_view::npos; at = find_unquoted(print, kOpen)) {
    const std::string_view array = inside(print, at);
    const std::string_view rest = print.substr(at + array.size() + 2);
    const bool coerced = array.ends_with(']') && begins_with_cast_to_array(rest);
    const std::string_view type = coerced ? element_type(array) : kNone;
    const std::string kept = "(" + with_array_coercions(array) + ")";
    text += print.substr(0, at);
    text += type.empty() ? kept : "(" + kept + "::" + std::string(type) + "[])";
    print = rest;
  }
  return text.append(print);
}

}  // namespace schemac::catalog
