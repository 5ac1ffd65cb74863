#include "database/catalog/field_changes.hpp"

#include <algorithm>
#include <iterator>

#include "snapshot/all_fields.hpp"

namespace schemac::tests {
namespace {

using snapshot::Described;
using snapshot::FieldsOf;
using Found = std::set<std::string>;

// Visits the fields of T, and those of the structs in them, with the path of each. With a pair of objects only those
// that differ are found, without all of them.
template <class T>
class Fields {
 public:
  Fields(std::string path, const T* before, const T* after, Found& found)
      : path_(std::move(path)), before_(before), after_(after), found_(found) {}

  template <class M>
  void operator()(const char* key, M T::*member) {
    const std::string path = path_ + key;
    if (before_ == nullptr) {
      add(path, none<M>(), none<M>());
    } else if (before_->*member != after_->*member) {
      add(path, &(before_->*member), &(after_->*member));
    }
  }
  void lines(const char* key, std::string T::*member) { (*this)(key, member); }

 private:
  template <class M>
  void add(const std::string& path, const M* before, const M* after) {
    if constexpr (Described<M>) {
      Fields<M> inner(path + ".", before, after, found_);
      FieldsOf<M>::visit(inner);
    } else {
      found_.insert(path);
    }
  }
  template <class E>
  void add(const std::string& path, const std::optional<E>* before, const std::optional<E>* after) {
    if (before == nullptr || !*before || !*after) found_.insert(path);
    if constexpr (Described<E>) {
      if (before == nullptr) return add(path, none<E>(), none<E>());
      if (*before && *after) add(path, &**before, &**after);
    } else {
      found_.insert(path);
    }
  }
  template <class E>
  void add(const std::string& path, const std::vector<E>* before, const std::vector<E>* after) {
    if (before == nullptr || before->size() != after->size()) found_.insert(path);
    if constexpr (Described<E>) {
      if (before == nullptr) return add(path, none<E>(), none<E>());
      for (std::size_t i = 0; i < before->size() && before->size() == after->size(); ++i) {
        if ((*before)[i] != (*after)[i]) add(path, &(*before)[i], &(*after)[i]);
      }
    } else {
      found_.insert(path);
    }
  }

  /// Members of a set have no place: what only one of the two has is paired where it is one each.
  template <class E>
  void add(const std::string& path, const std::set<E>* before, const std::set<E>* after) {
    if (before == nullptr || before->size() != after->size()) found_.insert(path);
    if (before == nullptr) return add(path, none<E>(), none<E>());
    std::vector<E> gone;
    std::vector<E> come;
    std::ranges::set_difference(*before, *after, std::back_inserter(gone));
    std::ranges::set_difference(*after, *before, std::back_inserter(come));
    if (gone.size() == 1 && come.size() == 1) add(path, &gone[0], &come[0]);
  }

  template <class M>
  static const M* none() {
    return nullptr;
  }

  std::string path_;
  const T* before_;
  const T* after_;
  Found& found_;
};

template <class K>
void add_changed(const model::Objects<K>& before, const model::Objects<K>& after, Found& found) {
  const std::string prefix = std::string(FieldsOf<K>::kCollection) + ": ";
  const auto add_pair = [&](const K& left, const K& right) {
    Fields<K> fields(prefix, &left, &right, found);
    FieldsOf<K>::visit(fields);
  };
  const auto only_in = [](const model::Objects<K>& here, const model::Objects<K>& there) {
    std::vector<const K*> result;
    for (const auto& [id, object] : here) {
      if (there.find(id) == nullptr) result.push_back(&object);
    }
    return result;
  };
  for (const auto& [id, object] : before) {
    if (const K* other = after.find(id)) add_pair(object, *other);
  }
  const auto gone = only_in(before, after);
  const auto come = only_in(after, before);
  if (gone.size() != come.size()) found.emplace(FieldsOf<K>::kCollection);
  if (gone.size() == 1 && come.size() == 1) add_pair(*gone[0], *come[0]);
}

/// Of what stands beside the objects: entries of the same object, or the one that went and the one that came.
template <class E, class V>
void add_changed(const std::map<model::ObjectId, V>& before, const std::map<model::ObjectId, V>& after, Found& found) {
  std::vector<E> gone;
  std::vector<E> come;
  for (const auto& [id, value] : before) {
    const auto now = after.find(id);
    if (now == after.end() || now->second != value) gone.push_back({id, value});
  }
  for (const auto& [id, value] : after) {
    const auto former = before.find(id);
    if (former == before.end() || former->second != value) come.push_back({id, value});
  }
  const std::string prefix = std::string(FieldsOf<E>::kCollection) + ": ";
  if (gone.size() != come.size()) found.insert(prefix + "object");
  if (gone.size() != 1 || come.size() != 1) return;
  Fields<E> fields(prefix, &gone[0], &come[0], found);
  FieldsOf<E>::visit(fields);
}

template <class E>
void add_all(Found& found) {
  Fields<E> fields(std::string(FieldsOf<E>::kCollection) + ": ", nullptr, nullptr, found);
  FieldsOf<E>::visit(fields);
}

}  // namespace

std::set<std::string> changed_fields(const model::Schema& before, const model::Schema& after) {
  Found found;
  model::for_each_kind(before, after, [&](const auto& left, const auto& right) { add_changed(left, right, found); });
  add_changed<snapshot::OwnerEntry>(before.owners, after.owners, found);
  add_changed<snapshot::GrantsEntry>(before.grants, after.grants, found);
  return found;
}

std::set<std::string> all_fields() {
  Found found;
  const model::Schema schema;
  model::for_each_kind(
      schema, [&](const auto& objects) { add_all<typename std::decay_t<decltype(objects)>::value_type>(found); });
  add_all<snapshot::OwnerEntry>(found);
  add_all<snapshot::GrantsEntry>(found);
  return found;
}

}  // namespace schemac::tests
