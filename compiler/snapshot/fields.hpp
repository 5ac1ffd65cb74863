// Which fields of an object a snapshot keeps, and under which keys: said once a kind, so that what is written is what
// is read. A visitor is called with a key and a pointer to member; the writer leaves out what has its default, the
// reader leaves the default where the key is missing. Kinds are described in *_fields.hpp; no JSON here.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace schemac::snapshot {

/// For a struct: `template <class V> static void visit(V& field)` calls `field(key, &T::member)` for each member; for a
/// kind also `kCollection`, the key of its objects.
template <class T>
struct FieldsOf;

/// For an enumeration: `kWords`, an array of pairs of value and word.
template <class E>
struct WordsOf;

template <class T>
concept Described = requires {
  sizeof(FieldsOf<T>);
};

template <class T>
concept Worded = requires {
  WordsOf<T>::kWords;
};

}  // namespace schemac::snapshot
