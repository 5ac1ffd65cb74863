#include "cli/undeclared.hpp"

#include <set>
#include <type_traits>

namespace schemac::cli {
namespace {

using model::Parameters;

/// Only the parameters that the source sets are its business.
void keep_named(Parameters& live, const Parameters& source) {
  live.erase_if([&](const Parameters::value_type& parameter) { return !source.contains(parameter.first); });
}

/// Where something is stored, and how: a matter of the machine unless the source says it.
template <class K>
void forget_storage(K& live, const K& source) {
  if constexpr (requires { live.storage_parameters; }) keep_named(live.storage_parameters, source.storage_parameters);
  if constexpr (requires { live.tablespace; })
    if (!source.tablespace) live.tablespace.reset();
}

/// Of no namespace and on no table: event triggers, publications, casts, foreign servers … and namespaces themselves.
bool is_of_whole_database(const model::ObjectId& id) { return id.schema.empty() && id.table.empty(); }

/// What a source says of whoever runs it, it says of the role that reads the database.
bool is_said_of_reader(const model::DefaultPrivileges& live, const std::string& reader,
                       const model::Objects<model::DefaultPrivileges>& source) {
  model::DefaultPrivileges own = live;
  own.role.clear();
  return live.role == reader && source.find(own.id()) != nullptr;
}

template <class K>
model::Objects<K> declared_part(const model::Objects<K>& live, const std::string& reader,
                                const model::Objects<K>& source) {
  model::Objects<K> kept;
  for (const auto& [id, object] : live) {
    const K* const declared = source.find(id);
    bool is_said = declared != nullptr || !is_of_whole_database(id);
    if constexpr (std::is_same_v<K, model::DefaultPrivileges>)
      is_said = is_said || is_said_of_reader(object, reader, source);
    if (!is_said) continue;
    K copy = object;
    if (declared != nullptr) forget_storage(copy, *declared);
    kept.put(std::move(copy));
  }
  return kept;
}

}  // namespace

std::vector<std::string> namespaces_of(const model::Schema& source) {
  std::set<std::string> names;
  model::for_each_kind(source, [&](const auto& objects) {
    for (const auto& [id, object] : objects)
      if (!id.schema.empty()) names.insert(id.schema);
  });
  for (const auto& [id, object] : source.namespaces)
    if (object.name != "public") names.insert(object.name);
  if (names.empty()) names.insert("public");
  return {names.begin(), names.end()};
}

void forget_undeclared(model::Schema& live, model::Schema& source) {
  model::for_each_kind(live, source,
                       [&](auto& ours, const auto& theirs) { ours = declared_part(ours, live.session_role, theirs); });
  const model::ObjectId public_namespace{model::Kind::namespace_, {}, {}, "public"};
  if (live.namespaces.find(public_namespace) == nullptr) source.namespaces.erase(public_namespace);
}

}  // namespace schemac::cli
