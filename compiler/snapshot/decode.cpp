#include "snapshot/decode.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>

#include "snapshot/all_fields.hpp"
#include "snapshot/checksum.hpp"
#include "snapshot/dependencies.hpp"

namespace schemac::snapshot {
namespace {

using Json = nlohmann::ordered_json;
using Step = Problems::Step;

// One overload a shape of value, as in write.cpp.
template <class T>
void decode_into(const Json& json, T& value, Problems& problems);
template <class T>
void decode_into(const Json& json, std::optional<T>& value, Problems& problems);
template <class T>
void decode_into(const Json& json, std::vector<T>& values, Problems& problems);
template <class T>
void decode_into(const Json& json, std::set<T>& values, Problems& problems);

void decode_into(const Json& json, bool& value, Problems& problems) {
  if (!json.is_boolean()) return problems.here("is neither true nor false");
  value = json.get<bool>();
}

void decode_into(const Json& json, std::string& value, Problems& problems) {
  if (!json.is_string()) return problems.here("is no string");
  value = json.get_ref<const std::string&>();
}

template <std::signed_integral I>
void decode_into(const Json& json, I& value, Problems& problems) {
  // An integer beyond int64 is unsigned or a float here.
  if (!json.is_number_integer() || (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)) {
    return problems.here("is no integer, or too large");
  }
  const auto number = json.get<std::int64_t>();
  if (number < std::numeric_limits<I>::min() || number > std::numeric_limits<I>::max()) {
    return problems.here("is too large");
  }
  value = static_cast<I>(number);
}

void decode_into(const Json& json, model::QualifiedName& name, Problems& problems) {
  std::vector<std::string> parts;
  decode_into(json, parts, problems);
  if (parts.size() != 2) return problems.here("is no pair of a schema and a name");
  name = {std::move(parts[0]), std::move(parts[1])};
}

template <class M>
requires std::same_as<M, model::Parameters> || std::same_as<M, std::map<std::string, std::string>>
void decode_into(const Json& json, M& map, Problems& problems) {
  if (!json.is_object()) return problems.here("is no object");
  for (const auto& [key, item] : json.items()) {
    const Step step(problems, key);
    decode_into(item, map[key], problems);
  }
}

void decode_into(const Json& json, model::ObjectId& id, Problems& problems) {
  if (!json.is_array() || json.size() != 4) return problems.here("is no kind, schema, table and name");
  decode_into(json[0], id.kind, problems);
  decode_into(json[1], id.schema, problems);
  decode_into(json[2], id.table, problems);
  decode_into(json[3], id.name, problems);
}

/// Takes the members of an object from their keys, and then wants no key to be left.
template <class T>
class Reader {
 public:
  Reader(const Json& json, T& object, Problems& problems) : json_(json), object_(object), problems_(problems) {}

  template <class M>
  void operator()(const char* key, M T::*member) {
    const auto found = take(key);
    if (found == json_.end()) return;
    const Step step(problems_, key);
    decode_into(*found, object_.*member, problems_);
  }

  void lines(const char* key, std::string T::*member) {
    const auto found = take(key);
    if (found == json_.end()) return;
    const Step step(problems_, key);
    std::vector<std::string> parts;
    decode_into(*found, parts, problems_);
    std::string& text = object_.*member;
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : "\n") + parts[i];
  }

  void finish() {
    if (taken_.size() == json_.size()) return;
    for (const auto& [key, item] : json_.items()) {
      if (std::ranges::find(taken_, key) != taken_.end()) continue;
      const Step step(problems_, key);
      problems_.here("is a key that this schemac does not know");
    }
  }

 private:
  Json::const_iterator take(const char* key) {
    const auto found = json_.find(key);
    if (found != json_.end()) taken_.emplace_back(key);
    return found;
  }

  const Json& json_;
  T& object_;
  Problems& problems_;
  std::vector<std::string_view> taken_;
};

template <class T>
void decode_into(const Json& json, T& value, Problems& problems) {
  if constexpr (Worded<T>) {
    const auto& words = WordsOf<T>::kWords;
    const auto found = std::ranges::find_if(words, [&](const auto& pair) { return json == pair.second; });
    if (found == words.end()) return problems.here("has a word that this schemac does not know");
    value = found->first;
  } else {
    static_assert(Described<T>);
    if (!json.is_object()) return problems.here("is no object");
    Reader<T> reader(json, value, problems);
    FieldsOf<T>::visit(reader);
    reader.finish();
  }
}

template <class T>
void decode_into(const Json& json, std::optional<T>& value, Problems& problems) {
  decode_into(json, value.emplace(), problems);
}

template <class T>
void decode_into(const Json& json, std::vector<T>& values, Problems& problems) {
  if (!json.is_array()) return problems.here("is no array");
  values.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const Step step(problems, i);
    decode_into(json[i], values.emplace_back(), problems);
  }
}

template <class T>
void decode_into(const Json& json, std::set<T>& values, Problems& problems) {
  std::vector<T> list;
  decode_into(json, list, problems);
  values.insert(list.begin(), list.end());
}

template <class E>
std::vector<E> decode_entries(const Json& json, std::size_t& collections, Problems& problems) {
  std::vector<E> entries;
  const auto found = json.find(FieldsOf<E>::kCollection);
  if (found == json.end()) return entries;
  ++collections;
  const Step step(problems, FieldsOf<E>::kCollection);
  decode_into(*found, entries, problems);
  return entries;
}

template <class K>
void put_all(const Json& json, model::Objects<K>& objects, Problems& problems) {
  std::vector<K> list;
  decode_into(json, list, problems);
  const std::size_t count = list.size();
  for (K& object : list) objects.put(std::move(object));
  if (objects.size() != count) problems.here("has an object twice");
}

model::Schema decode_schema(const Json& json, Problems& problems) {
  model::Schema schema;
  std::size_t collections = 0;
  model::for_each_kind(schema, [&](auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    const auto found = json.find(FieldsOf<K>::kCollection);
    if (found == json.end()) return;
    ++collections;
    const Step step(problems, FieldsOf<K>::kCollection);
    put_all(*found, objects, problems);
  });
  for (OwnerEntry& entry : decode_entries<OwnerEntry>(json, collections, problems)) {
    schema.owners.insert_or_assign(std::move(entry.object), std::move(entry.role));
  }
  for (GrantsEntry& entry : decode_entries<GrantsEntry>(json, collections, problems)) {
    schema.grants.insert_or_assign(std::move(entry.object), std::move(entry.grants));
  }
  const auto differences = decode_entries<DependencyDifference>(json, collections, problems);
  if (collections != json.size()) problems.here("has a kind of object that this schemac does not know");
  schema.dependencies = dependencies_from(schema, differences);
  return schema;
}

/// Nothing where an earlier schemac has not written them.
std::optional<model::Secrets> decode_secrets(const Json& document, Problems& problems) {
  std::size_t collections = 0;
  const auto entries = decode_entries<SecretEntry>(document, collections, problems);
  if (collections == 0) return std::nullopt;
  model::Secrets secrets;
  for (const SecretEntry& entry : entries) secrets.emplace(entry.column, entry.kept);
  return secrets;
}

template <class T>
void decode_required(const Json& document, const char* key, T& value, Problems& problems) {
  const Step step(problems, key);
  const auto found = document.find(key);
  if (found == document.end()) return problems.here("is missing");
  decode_into(*found, value, problems);
}

}  // namespace

Snapshot decode(const Json& document, Problems& problems) {
  constexpr std::array<std::string_view, 7> kKeys = {"format", kChecksumKey, "schemac", "postgresql",
                                                     "source", "secrets",    "schema"};
  for (const auto& [key, item] : document.items()) {
    const Step step(problems, key);
    if (std::ranges::find(kKeys, key) == kKeys.end()) problems.here("is a key that this schemac does not know");
  }
  Snapshot snapshot;
  decode_required(document, "format", snapshot.format, problems);
  decode_required(document, "schemac", snapshot.tool_version, problems);
  decode_required(document, "postgresql", snapshot.server_major, problems);
  decode_required(document, "source", snapshot.source_hash, problems);
  snapshot.secrets = decode_secrets(document, problems);
  const Step step(problems, "schema");
  const auto schema = document.find("schema");
  if (schema == document.end() || !schema->is_object()) {
    problems.here("is missing, or no object");
    return snapshot;
  }
  snapshot.schema = decode_schema(*schema, problems);
  return snapshot;
}

}  // namespace schemac::snapshot
