#include "database/catalog/field_changes.hpp"

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
  if (gone.size() == 1 && come.size() == 1) add_pair(*gone[0], *come[0]);
}

}  // namespace

std::set<std::string> changed_fields(const model::Schema& before, const model::Schema& after) {
  Found found;
  model::for_each_kind(before, after, [&](const auto& left, const auto& right) { add_changed(left, right, found); });
  return found;
}

std::set<std::string> all_fields() {
  Found found;
  const model::Schema schema;
  model::for_each_kind(schema, [&](const auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    Fields<K> fields(std::string(FieldsOf<K>::kCollection) + ": ", nullptr, nullptr, found);
    FieldsOf<K>::visit(fields);
  });
  return found;
}

}  // namespace schemac::tests
