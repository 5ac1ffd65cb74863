#include "frontend/hash.hpp"

#include <cassert>
#include <map>

#include "model/secrets.hpp"
#include "sql/parse.hpp"
#include "support/digest.hpp"

namespace schemac::frontend {
namespace {

/// Kinds that no header can say: they come as statements of .sql files, whose text is hashed.
template <class K>
constexpr bool kOnlyInSql = std::is_same_v<K, model::View> || std::is_same_v<K, model::MaterializedView> ||
                            std::is_same_v<K, model::Domain> || std::is_same_v<K, model::CompositeType> ||
                            std::is_same_v<K, model::Scripted> || std::is_same_v<K, model::DefaultPrivileges>;

/// A sum over what a schema is made of.
class SchemaDigest : public Digest<SchemaDigest> {
 public:
  using Digest::feed;

  template <class K>
  void feed(const model::Objects<K>& objects) {
    if constexpr (kOnlyInSql<K>) {
      assert(objects.empty());
    } else {
      feed(K::kKind);
      feed(objects.size());
      for (const auto& [id, object] : objects) feed(object);
    }
  }

  void feed(const model::QualifiedName& n) { all(n.schema, n.name); }
  void feed(const model::Parameters& parameters) {
    feed(std::map<std::string, std::string>(parameters.begin(), parameters.end()));
  }
  void feed(const model::Namespace& n) { all(n.name, n.comment); }
  void feed(const model::Extension& e) { all(e.name, e.schema, e.version); }
  void feed(const model::EnumType& e) { all(e.name, e.labels, e.comment); }
  void feed(const model::SequenceOptions& o) { all(o.start, o.increment, o.minimum, o.maximum, o.cache, o.cycle); }
  void feed(const model::Sequence::Owner& o) { all(o.table, o.column); }
  void feed(const model::Sequence& s) { all(s.name, s.type, s.options, s.unlogged, s.owned_by, s.comment); }
  void feed(const model::Function& f) { all(f.name, f.arguments, f.definition, f.procedure, f.comment); }
  void feed(const model::Identity& i) { all(i.always, i.sequence); }
  void feed(const model::Column& c) {
    all(c.name, c.type, c.not_null, c.collation, c.default_expression, c.generated_expression, c.identity, c.storage,
        c.compression, c.statistics, c.comment);
  }
  void feed(const model::Table& t) {
    all(t.name, t.columns, t.unlogged, t.storage_parameters, t.row_security, t.force_row_security, t.comment);
  }
  void feed(const model::PrimaryKey& k) {
    all(k.table, k.name, k.columns, k.include, k.deferral, k.storage_parameters, k.comment);
  }
  void feed(const model::Unique& u) {
    all(u.table, u.name, u.columns, u.include, u.nulls_not_distinct, u.deferral, u.storage_parameters, u.comment);
  }
  void feed(const model::Check& c) { all(c.table, c.name, c.expression, c.no_inherit, c.not_valid, c.comment); }
  void feed(const model::IndexKey& k) {
    all(k.column, k.expression, k.collation, k.opclass, k.descending, k.nulls_first);
  }
  void feed(const model::Exclusion::Element& e) { all(e.key, e.op); }
  void feed(const model::Exclusion& e) {
    all(e.table, e.name, e.method, e.elements, e.include, e.predicate, e.deferral, e.storage_parameters, e.comment);
  }
  void feed(const model::Index& i) {
    all(i.table, i.name, i.method, i.keys, i.include, i.unique, i.nulls_not_distinct, i.predicate, i.storage_parameters,
        i.invalid, i.comment);
  }
  void feed(const model::ForeignKey& k) {
    all(k.table, k.name, k.columns, k.references, k.referenced_columns, k.on_delete, k.on_delete_columns, k.on_update,
        k.match_full, k.deferral, k.not_valid, k.comment);
  }
  void feed(const model::Trigger& t) {
    all(t.table, t.name, t.timing, t.on_insert, t.on_update, t.on_delete, t.on_truncate, t.update_of, t.for_each_row,
        t.old_table, t.new_table, t.when, t.function, t.arguments, t.constraint, t.deferral, t.enabled, t.comment);
  }
  void feed(const model::Policy& p) {
    all(p.table, p.name, p.permissive, p.command, p.roles, p.using_expression, p.with_check, p.comment);
  }
};

}  // namespace

std::string hash_of(const model::Declared& declared, const Options& options) {
  SchemaDigest digest;
  digest.feed(options.default_schema);
  model::for_each_kind(declared.schema, [&](const auto& objects) { digest.feed(objects); });
  digest.feed(declared.statements.size());
  for (const model::SqlStatement& statement : declared.statements) digest.feed(sql::tokens_of(statement.text));
  // They reach the snapshot; a schema without any has the hash that it always had.
  for (const auto& [column, secret] : model::secrets_of(declared))
    digest.all(column.schema, column.table, column.name, secret == model::Secret::hashed);
  return digest.hexadecimal();
}

}  // namespace schemac::frontend
