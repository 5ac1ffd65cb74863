#include "support/cpp_words.hpp"

#include <algorithm>
#include <array>

namespace schemac {
namespace {

/// https://en.cppreference.com/w/cpp/keyword
constexpr std::array kKeywords = std::to_array<std::string_view>({
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq",
});
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

constexpr std::array kMacros = std::to_array<std::string_view>({
    "EOF",
    "INFINITY",
    "NAN",
    "NULL",
    "assert",
    "errno",
    "i386",
    "linux",
    "offsetof",
    "stderr",
    "stdin",
    "stdout",
    "unix",
    "va_end",
    "va_start",
});
static_assert(std::is_sorted(kMacros.begin(), kMacros.end()));

}  // namespace

bool is_macro_name(std::string_view word) { return std::binary_search(kMacros.begin(), kMacros.end(), word); }

bool is_taken_by_cpp(std::string_view word) {
  return std::binary_search(kKeywords.begin(), kKeywords.end(), word) || is_macro_name(word);
}

}  // namespace schemac
