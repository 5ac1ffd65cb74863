#include <cassert>
#include <nlohmann/json.hpp>

#include "snapshot/all_fields.hpp"
#include "snapshot/checksum.hpp"
#include "snapshot/dependencies.hpp"
#include "snapshot/layout.hpp"
#include "snapshot/snapshot.hpp"

namespace schemac::snapshot {
namespace {

using Json = nlohmann::ordered_json;

// One overload a shape of value. Those of templates come first, as each may hold any other.
template <class T>
Json json_of(const T& value);
template <class T>
Json json_of(const std::optional<T>& value);
template <class T>
Json json_of(const std::vector<T>& values);
template <class T>
Json json_of(const std::set<T>& values);

Json json_of(const model::QualifiedName& name) { return Json::array({name.schema, name.name}); }
Json object_of(const auto& map) {
  Json object = Json::object();
  for (const auto& [key, value] : map) object[key] = value;
  return object;
}
Json json_of(const std::map<std::string, std::string>& map) { return object_of(map); }
Json json_of(const model::Parameters& parameters) { return object_of(parameters); }
Json json_of(const model::ObjectId& id) { return Json::array({json_of(id.kind), id.schema, id.table, id.name}); }

/// Puts the members of an object that are not as in a fresh one under their keys.
template <class T>
class Writer {
 public:
  Writer(const T& object, Json& json) : object_(object), json_(json) {}

  template <class M>
  void operator()(const char* key, M T::*member) {
    static const T kFresh{};
    if (object_.*member != kFresh.*member) json_[key] = json_of(object_.*member);
  }

  void lines(const char* key, std::string T::*member) {
    const std::string& text = object_.*member;
    if (text.empty()) return;
    Json array = Json::array();
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
      array.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    array.push_back(text.substr(begin));
    json_[key] = std::move(array);
  }

 private:
  const T& object_;
  Json& json_;
};

template <class T>
Json json_of(const T& value) {
  if constexpr (Worded<T>) {
    for (const auto& [other, word] : WordsOf<T>::kWords) {
      if (other == value) return word;
    }
    assert(false && "every value of the enumeration has a word");
    return nullptr;
  } else if constexpr (Described<T>) {
    Json json = Json::object();
    Writer<T> writer(value, json);
    FieldsOf<T>::visit(writer);
    return json;
  } else {
    return value;
  }
}

template <class T>
Json json_of(const std::optional<T>& value) {
  return json_of(*value);  // one that is empty is as in a fresh object, and left out
}

template <class T>
Json json_of(const std::vector<T>& values) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(json_of(value));
  return array;
}

template <class T>
Json json_of(const std::set<T>& values) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(json_of(value));
  return array;
}

template <class E, class V>
void put_entries(const std::map<model::ObjectId, V>& said, Json& json) {
  if (said.empty()) return;
  Json& array = json[std::string(FieldsOf<E>::kCollection)];
  for (const auto& [id, value] : said) array.push_back(json_of(E{id, value}));
}

Json json_of_schema(const model::Schema& schema) {
  Json json = Json::object();
  model::for_each_kind(schema, [&json](const auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    if (objects.empty()) return;
    Json& array = json[std::string(FieldsOf<K>::kCollection)];
    for (const auto& [id, object] : objects) array.push_back(json_of(object));
  });
  put_entries<OwnerEntry>(schema.owners, json);
  put_entries<GrantsEntry>(schema.grants, json);
  const auto differences = dependency_differences(schema);
  if (!differences.empty()) json[std::string(FieldsOf<DependencyDifference>::kCollection)] = json_of(differences);
  return json;
}

Json json_of_secrets(const model::Secrets& secrets) {
  Json array = Json::array();
  for (const auto& [column, kept] : secrets) {
    const SecretEntry entry{column, kept};
    Json& json = array.emplace_back(json_of(entry));
    json["kept"] = json_of(kept);  // the first of the words is no default
  }
  return array;
}

}  // namespace

std::string write(const Snapshot& snapshot) {
  Json document = Json::object();
  document["format"] = snapshot.format;
  document[kChecksumKey] = "";
  document["schemac"] = snapshot.tool_version;
  document["postgresql"] = snapshot.server_major;
  document["source"] = snapshot.source_hash;
  if (snapshot.secrets) document[std::string(FieldsOf<SecretEntry>::kCollection)] = json_of_secrets(*snapshot.secrets);
  document["schema"] = json_of_schema(snapshot.schema);
  return sealed(lay_out(document));
}

}  // namespace schemac::snapshot
