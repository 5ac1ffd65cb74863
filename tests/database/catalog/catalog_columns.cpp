#include "database/catalog/catalog_columns.hpp"

namespace schemac::tests {
namespace {

const std::string kRights = "owners and rights: no declaration speaks of them";
const std::string kChildren = "tables that inherit and partitions are not read";
const std::string kOnlyNamed = "objects of this kind are only named";
const std::string kStorage = "where and how rows are stored";

}  // namespace

const std::vector<UsedCatalog>& used_catalogs() {
  static const std::vector<UsedCatalog> kCatalogs = {
      {"pg_am", "oid amname", "", {{"amhandler amtype", kOnlyNamed}}},
      {"pg_attrdef", "oid adrelid adnum adbin", "", {}},
      {"pg_attribute",
       "attrelid attname atttypid attstattarget attnum atttypmod attstorage attcompression@14- attnotnull attidentity "
       "attgenerated attisdropped attcollation attoptions",
       "",
       {{"attlen attbyval attalign attcacheoff@-17", "copied from the type"},
        {"attndims", "PostgreSQL enforces no number of dimensions"},
        {"atthasdef", "pg_attrdef tells"},
        {"atthasmissing attmissingval", "how ADD COLUMN was carried out, not what it means"},
        {"attislocal attinhcount", kChildren},
        {"attacl", kRights},
        {"attfdwoptions", "foreign tables are not read"}}},
      {"pg_class",
       "oid relname relnamespace reloftype relam reltoastrelid relpersistence relkind relrowsecurity "
       "relforcerowsecurity relreplident relispartition reloptions",
       "",
       {{"reltype", "the row type goes with its table"},
        {"relowner relacl", kRights},
        {"relfilenode reltablespace relfrozenxid relminmxid", kStorage},
        {"relpages reltuples relallvisible relallfrozen@18-", "statistics of rows"},
        {"relhasindex relnatts relchecks relhasrules relhastriggers relhassubclass", "hints: the things are read"},
        {"relisshared", "PostgreSQL's own alone"},
        {"relispopulated", "materialized views are not read"},
        {"relrewrite", "set only while a table is rewritten"},
        {"relpartbound", kChildren}}},
      {"pg_collation",
       "oid collname collnamespace",
       "",
       {{"collowner collprovider collisdeterministic collencoding collcollate collctype colliculocale@15-16 "
         "colllocale@17- collicurules@16- collversion",
         kOnlyNamed}}},
      {"pg_constraint",
       "oid conname contype condeferrable condeferred conenforced@18- convalidated conrelid conindid conparentid "
       "confrelid confupdtype confdeltype confmatchtype connoinherit conperiod@18- conkey confkey confdelsetcols@15- "
       "conexclop conbin",
       "",
       {{"connamespace", "that of its table"},
        {"contypid", "domains are not read"},
        {"conislocal coninhcount", kChildren},
        {"conpfeqop conppeqop conffeqop", "follow from the types of the columns"}}},
      {"pg_depend", "classid objid objsubid refclassid refobjid refobjsubid deptype", "", {}},
      {"pg_description", "objoid classoid objsubid description", "", {}},
      {"pg_enum", "enumtypid enumsortorder enumlabel", "", {{"oid", "a label is known by its text"}}},
      {"pg_extension",
       "oid extname extnamespace extversion",
       "",
       {{"extowner", kRights}, {"extrelocatable extconfig extcondition", "the extension's own business"}}},
      {"pg_index",
       "indexrelid indrelid indnkeyatts indisunique indnullsnotdistinct@15- indisclustered indisvalid indisready "
       "indislive indkey indcollation indclass indoption indpred",
       "indexprs",
       {{"indnatts", "the keys are counted"},
        {"indisprimary indisexclusion indimmediate", "the constraint tells"},
        {"indcheckxmin", "about transactions that run"},
        {"indisreplident", "pg_class.relreplident tells"}}},
      {"pg_inherits", "inhrelid", "", {{"inhparent inhseqno inhdetachpending@14-", kChildren}}},
      {"pg_namespace", "oid nspname", "", {{"nspowner nspacl", kRights}}},
      {"pg_opclass",
       "oid opcmethod opcname opcnamespace opcintype opcdefault",
       "",
       {{"opcowner opcfamily opckeytype", kOnlyNamed}}},
      {"pg_operator",
       "oid oprname oprnamespace oprleft oprright",
       "",
       {{"oprowner oprkind oprcanmerge oprcanhash oprresult oprcom oprnegate oprcode oprrest oprjoin", kOnlyNamed}}},
      {"pg_policy", "oid polname polrelid polcmd polpermissive polroles polqual polwithcheck", "", {}},
      {"pg_proc",
       "oid proname pronamespace prokind proargtypes",
       "prolang procost prorows provariadic prosupport prosecdef proleakproof proisstrict proretset provolatile "
       "proparallel prorettype proallargtypes proargmodes proargnames proargdefaults protrftypes prosrc probin "
       "prosqlbody@14- proconfig",
       {{"proowner proacl", kRights}, {"pronargs pronargdefaults", "the arguments are spelled"}}},
      {"pg_rewrite", "oid rulename ev_class ev_type", "", {{"ev_enabled is_instead ev_qual ev_action", kOnlyNamed}}},
      {"pg_sequence", "seqrelid seqtypid seqstart seqincrement seqmax seqmin seqcache seqcycle", "", {}},
      {"pg_trigger",
       "oid tgrelid tgname tgfoid tgtype tgenabled tgisinternal tgconstrrelid tgconstraint tgdeferrable tginitdeferred "
       "tgattr tgargs tgqual tgoldtable tgnewtable",
       "",
       {{"tgparentid", kChildren},
        {"tgconstrindid", "the constraint tells"},
        {"tgnargs", "the arguments are counted"}}},
      {"pg_type",
       "oid typname typnamespace typtype typarray typstorage typcollation",
       "",
       {{"typowner typacl", kRights},
        {"typlen typbyval typcategory typispreferred typisdefined typdelim typrelid typsubscript@14- typelem typinput "
         "typoutput typreceive typsend typmodin typmodout typanalyze typalign typnotnull typbasetype typtypmod "
         "typndims "
         "typdefaultbin typdefault",
         "of enums, the only types that are read, PostgreSQL sets them"}}},
  };
  return kCatalogs;
}

const std::vector<OtherCatalog>& named_catalogs() {
  static const std::vector<OtherCatalog> kCatalogs = {
      {"pg_cast pg_conversion pg_default_acl pg_event_trigger pg_foreign_data_wrapper pg_foreign_server "
       "pg_user_mapping "
       "pg_user_mappings pg_language pg_opfamily pg_publication pg_statistic_ext pg_subscription pg_transform "
       "pg_ts_config pg_ts_dict pg_ts_parser pg_ts_template pg_seclabel",
       kOnlyNamed},
      {"pg_database", "tells which subscriptions are of this database"},
      {"pg_roles", "names the roles of policies; roles themselves belong to the cluster"},
  };
  return kCatalogs;
}

const std::vector<OtherCatalog>& left_out_catalogs() {
  static const std::vector<OtherCatalog> kCatalogs = {
      {"pg_aggregate pg_amop pg_amproc pg_foreign_table pg_partitioned_table pg_publication_namespace "
       "pg_publication_rel pg_range pg_subscription_rel pg_ts_config_map pg_statistic_ext_data",
       "parts of objects that are only named"},
      {"pg_auth_members pg_authid pg_db_role_setting pg_init_privs pg_parameter_acl", kRights},
      {"pg_largeobject pg_largeobject_metadata", "data"},
      {"pg_statistic", "statistics of rows"},
      {"pg_shdepend", "what needs which role or tablespace"},
      {"pg_replication_origin pg_shdescription pg_shseclabel pg_tablespace", "of the cluster, not of a database"},
  };
  return kCatalogs;
}

}  // namespace schemac::tests
