// What a row that was to be written breaks of the rules that its schema says, all of it at once, found before anything
// was sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <schemac/runtime/error.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {

enum class Rule : std::uint8_t { length, range, pattern, email, function };

/// A field and the rule that its value breaks. The value itself is not told: it may be nobody else's business.
struct BrokenRule {
  std::size_t row = 0;     ///< Of several rows that were to be written together; counted from 0.
  std::string_view field;  ///< The name of the member.
  Rule rule{};
  std::string message;  ///< `has 1 character, and needs 2 to 50`: fits behind the name of the field.
};

/// Nothing was sent: what was to be written breaks rules of its schema.
class ValidationFailure : public Error {
 public:
  /// @param entity what the rows are
  ValidationFailure(std::string_view entity, std::vector<BrokenRule> broken);
  /// In the order of rows and fields; never empty.
  const std::vector<BrokenRule>& broken() const noexcept { return *broken_; }

 private:
  std::shared_ptr<const std::vector<BrokenRule>> broken_;  // shared, so that copying an exception cannot throw
};

}  // namespace schemac::runtime
