// Where the name of an index is said: by the table that chose it, and by the indexes that are part of it.
#include "diff/descent.hpp"
#include "diff/renamer.hpp"

namespace schemac::diff {

using model::QualifiedName;

void rename_where_chosen(model::Schema& schema, const model::Rename& rename) {
  const QualifiedName before{rename.before.schema, rename.before.name};
  const QualifiedName after{rename.after.schema, rename.after.name};
  if (const model::Table* found = find_table(schema, {rename.before.schema, rename.before.table})) {
    model::Table table = *found;
    if (table.cluster_on == before.name) table.cluster_on = after.name;
    if (table.replica_identity == "USING INDEX " + before.name) table.replica_identity = "USING INDEX " + after.name;
    if (table != *found) schema.tables.put(std::move(table));
  }
  model::for_each_kind(schema, [&]<class K>(model::Objects<K>& objects) {
    if constexpr (requires(K part) { part.partition_of->schema; }) {
      std::vector<K> parts;
      for (const auto& [id, part] : objects) {
        if (part.partition_of == before) parts.push_back(part);
      }
      for (K& part : parts) {
        part.partition_of = after;
        objects.put(std::move(part));
      }
    }
  });
}

}  // namespace schemac::diff
