#include "unit/snapshot/random_schema.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <limits>
#include <map>
#include <random>

#include "snapshot/all_fields.hpp"
#include "snapshot/dependencies.hpp"

namespace schemac::tests {
namespace {

using snapshot::FieldsOf;
using snapshot::WordsOf;

class Anything {
 public:
  explicit Anything(std::uint32_t seed) : engine_(seed) {}

  std::size_t below(std::size_t end) { return engine_() % end; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  void fill(bool& value) { value = chance(2); }
  void fill(int& value) { value = static_cast<int>(below(10001)); }
  void fill(std::int64_t& value) {
    constexpr std::array kEnds = {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                                  std::int64_t{0}, std::int64_t{-1}};
    value = chance(2) ? kEnds[below(kEnds.size())] : static_cast<std::int64_t>(engine_());
  }
  void fill(std::string& value) {
    static const std::vector<std::string> kHostile = {"",
                                                      "users",
                                                      "a.b",
                                                      "\"quoted\"",
                                                      "it's",
                                                      "back\\slash",
                                                      "two\nlines\n",
                                                      "\ttab\r",
                                                      "naïve 名前 🙂",
                                                      "\x01\x7f",
                                                      "{}",
                                                      "null",
                                                      "  \"hash\": \"",
                                                      ",\n  \"schema\": {",
                                                      std::string(63, 'x'),
                                                      "$1",
                                                      "-- comment"};
    value = kHostile[below(kHostile.size())];
    if (chance(2)) value += std::to_string(below(1000));
  }
  void fill(model::QualifiedName& name) {
    fill(name.schema);
    fill(name.name);
  }
  template <class M>
  requires std::same_as<M, model::Parameters> || std::same_as<M, std::map<std::string, std::string>>
  void fill(M& map) {
    for (std::size_t i = below(4); i > 0; --i) {
      std::string key;
      fill(key);
      fill(map[key]);
    }
  }
  void fill(model::ObjectId& id) {
    fill(id.kind);
    fill(id.schema);
    fill(id.table);
    fill(id.name);
  }
  template <class T>
  void fill(std::set<T>& values) {
    for (std::size_t i = below(4); i > 0; --i) {
      T value;
      fill(value);
      values.insert(std::move(value));
    }
  }
  template <class T>
  void fill(std::optional<T>& value) {
    value.reset();
    if (chance(2)) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& values) {
    values.resize(below(5));
    for (T& value : values) fill(value);
  }
  template <class T>
  void fill(T& value) {
    if constexpr (snapshot::Worded<T>) {
      value = WordsOf<T>::kWords[below(WordsOf<T>::kWords.size())].first;
    } else {
      Members<T> members{value, *this};
      FieldsOf<T>::visit(members);
    }
  }

 private:
  template <class T>
  struct Members {
    T& object;
    Anything& anything;
    template <class M>
    void operator()(const char*, M T::*member) {
      anything.fill(object.*member);
    }
    void lines(const char*, std::string T::*member) { anything.fill(object.*member); }
  };

  std::mt19937 engine_;
};

}  // namespace

model::Schema random_schema(std::uint32_t seed, std::size_t size) {
  Anything anything(seed);
  model::Schema schema;
  std::vector<model::ObjectId> ids;
  model::for_each_kind(schema, [&](auto& objects) {
    for (std::size_t i = 0; i < size; ++i) {
      typename std::decay_t<decltype(objects)>::value_type object;
      anything.fill(object);
      ids.push_back(object.id());
      objects.put(std::move(object));
    }
  });
  model::Dependencies dependencies = snapshot::implied_dependencies(schema);
  for (auto it = dependencies.begin(); it != dependencies.end();) {
    it = anything.chance(10) ? dependencies.erase(it) : std::next(it);
  }
  schema.dependencies = std::move(dependencies);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    schema.dependencies[ids[anything.below(ids.size())]].insert(ids[anything.below(ids.size())]);
  }
  return schema;
}

}  // namespace schemac::tests
