#include "schemac/runtime/variants.hpp"

#include <string>

namespace schemac::runtime {
namespace {

constexpr std::size_t kMostKept = 128;

}  // namespace

struct Variants::Node {
  Node(std::string_view given_key, Assembly&& given, Node* before)
      : key(given_key), assembly(std::move(given)), statement(assembly.statement()), older(before) {}

  const std::string key;
  const Assembly assembly;
  const Statement statement;  // of `assembly`
  Node* older;
};

Variants::~Variants() {
  for (Node* node = newest_.load(); node != nullptr;) delete std::exchange(node, node->older);
}

const Statement* Variants::find(std::string_view key) const noexcept {
  for (const Node* node = newest_.load(std::memory_order_acquire); node != nullptr; node = node->older) {
    if (node->key == key) return &node->statement;
  }
  return nullptr;
}

Variants::Form Variants::keep(std::string_view key, Assembly&& assembly) {
  if (kept_.fetch_add(1, std::memory_order_relaxed) >= kMostKept) {
    kept_.store(kMostKept, std::memory_order_relaxed);
    return Form(std::move(assembly));
  }
  // Two threads may keep the same form at once: the older is then never found again, and does no harm.
  Node* node = new Node(key, std::move(assembly), newest_.load(std::memory_order_relaxed));
  while (!newest_.compare_exchange_weak(node->older, node, std::memory_order_release, std::memory_order_relaxed)) {
  }
  return Form(&node->statement);
}

}  // namespace schemac::runtime
