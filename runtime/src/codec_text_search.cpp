// Codecs of tsvector and tsquery: their binary forms, written as PostgreSQL writes their text. A repository asks for
// the text itself; a statement that somebody wrote gives what it gives. tsvectorsend of
// https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/tsvector.c, tsquerysend of tsquery.c beside
// it, and their …out
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/codec/text_search.hpp"

namespace schemac::runtime {
namespace {

/// The binary forms begin with a count far below 2^24, so with a byte that no text has.
bool is_binary(Field field) { return field.length > 0 && *field.data == '\0'; }

/// What is read from front to back.
class Input {
 public:
  Input(std::string_view type, std::string_view rest) : type_(type), rest_(rest) {}

  template <class Unsigned>
  Unsigned number() {
    if (rest_.size() < sizeof(Unsigned)) fail();
    const auto value = wire_format::load<Unsigned>(rest_.data());
    rest_.remove_prefix(sizeof(Unsigned));
    return value;
  }

  std::uint8_t byte() {
    if (rest_.empty()) fail();
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  std::string_view word() {
    const std::size_t end = rest_.find('\0');
    if (end == std::string_view::npos) fail();
    const std::string_view found = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return found;
  }

  void end() const {
    if (!rest_.empty()) fail();
  }

  [[noreturn]] void fail() const { throw_decode_error(type_, "its binary form is another"); }

 private:
  std::string_view type_;
  std::string_view rest_;
};

void add_quoted(std::string& text, std::string_view word) {
  text += '\'';
  for (const char c : word) {
    if (c == '\'' || c == '\\') text += c;
    text += c;
  }
  text += '\'';
}

std::string vector_text(std::string_view bytes) {
  Input input("tsvector", bytes);
  std::string text;
  for (auto words = input.number<std::uint32_t>(); words > 0; --words) {
    if (!text.empty()) text += ' ';
    add_quoted(text, input.word());
    const auto positions = input.number<std::uint16_t>();
    for (unsigned i = 0; i < positions; ++i) {
      constexpr const char* kWeights[] = {"", "C", "B", "A"};
      const auto position = input.number<std::uint16_t>();
      text += i == 0 ? ":" : ",";
      text += std::to_string(position & 0x3fffU) + kWeights[position >> 14U];
    }
  }
  input.end();
  return text;
}

constexpr std::uint8_t kNot = 1, kAnd = 2, kOr = 3, kPhrase = 4;

/// A word, or an operator that stands before its operands, the right one first.
struct Item {
  std::uint8_t operation = 0;  // 0: a word
  std::uint16_t distance = 1;
  std::string text;
};

Item read_item(Input& input) {
  constexpr std::uint8_t kValue = 1, kOperator = 2;
  Item item;
  const std::uint8_t kind = input.byte();
  if (kind == kOperator) {
    item.operation = input.byte();
    if (item.operation < kNot || item.operation > kPhrase) input.fail();
    if (item.operation == kPhrase) item.distance = input.number<std::uint16_t>();
    return item;
  }
  if (kind != kValue) input.fail();
  const std::uint8_t weights = input.byte();
  const bool prefix = input.byte() != 0;
  add_quoted(item.text, input.word());
  if (weights != 0 || prefix) item.text += ':';
  if (prefix) item.text += '*';
  for (unsigned i = 0; i < 4; ++i)
    if ((weights >> (3U - i) & 1U) != 0) item.text += static_cast<char>('A' + i);
  return item;
}

int priority(std::uint8_t operation) {
  if (operation == 0) return 5;
  if (operation == kNot) return 4;
  if (operation == kPhrase) return 3;
  return operation == kAnd ? 2 : 1;
}

/// As an operand of `parent`.
std::string operand(Item item, std::uint8_t parent, bool is_right) {
  const bool needs_parentheses =
      priority(item.operation) < priority(parent) || (is_right && parent == kPhrase && item.operation == kPhrase);
  return needs_parentheses ? "( " + item.text + " )" : std::move(item.text);
}

std::string infix(const Item& item) {
  if (item.operation == kAnd) return " & ";
  if (item.operation == kOr) return " | ";
  return item.distance == 1 ? " <-> " : " <" + std::to_string(item.distance) + "> ";
}

std::string query_text(std::string_view bytes) {
  Input input("tsquery", bytes);
  std::vector<Item> items;
  for (auto count = input.number<std::uint32_t>(); count > 0; --count) items.push_back(read_item(input));
  input.end();
  std::vector<Item> done;  // what is behind, the nearest last
  const auto take = [&] {
    if (done.empty()) input.fail();
    Item last = std::move(done.back());
    done.pop_back();
    return last;
  };
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (item->operation == kNot) {
      item->text = "!" + operand(take(), kNot, true);
    } else if (item->operation != 0) {
      const std::string right = operand(take(), item->operation, true);
      item->text = operand(take(), item->operation, false);
      item->text += infix(*item) + right;
    }
    done.push_back(std::move(*item));
  }
  if (done.size() > 1) input.fail();
  return done.empty() ? std::string() : std::move(done.back().text);
}

}  // namespace

TsVector Codec<TsVector>::decode(Field field) {
  return {is_binary(field) ? vector_text(field.view()) : std::string(field.view())};
}
void Codec<TsVector>::encode(Writer& writer, const TsVector& value) { encode_text(writer, value.text); }

TsQuery Codec<TsQuery>::decode(Field field) {
  return {is_binary(field) ? query_text(field.view()) : std::string(field.view())};
}
void Codec<TsQuery>::encode(Writer& writer, const TsQuery& value) { encode_text(writer, value.text); }

}  // namespace schemac::runtime
