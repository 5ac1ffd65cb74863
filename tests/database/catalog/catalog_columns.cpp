#include "database/catalog/catalog_columns.hpp"

namespace schemac::tests {
namespace {

const std::string kNoOwner = "there is no ALTER EXTENSION … OWNER";
const std::string kCluster = "of the cluster, not of a database";
const std::string kParents = "pg_inherits tells";
const std::string kOnlyNamed = "objects of this kind are only named";
const std::string kStorage = "where and how rows are stored";

}  // namespace

const std::vector<UsedCatalog>& used_catalogs() {
  static const std::vector<UsedCatalog> kCatalogs = {
      {"pg_aggregate",
       "aggfnoid aggkind aggtransfn aggfinalfn aggcombinefn aggserialfn aggdeserialfn aggmtransfn aggminvtransfn "
       "aggmfinalfn aggfinalextra aggmfinalextra aggfinalmodify aggmfinalmodify aggsortop aggtranstype aggtransspace "
       "aggmtranstype aggmtransspace agginitval aggminitval",
       "aggnumdirectargs",
       {}},
      {"pg_am", "oid amname amhandler amtype", "", {}},
      {"pg_amop",
       "oid amopfamily amoplefttype amoprighttype amopstrategy amoppurpose amopopr amopsortfamily",
       "",
       {{"amopmethod", "that of its family"}}},
      {"pg_amproc", "oid amprocfamily amproclefttype amprocrighttype amprocnum amproc", "", {}},
      {"pg_attrdef", "oid adrelid adnum adbin", "", {}},
      {"pg_attribute",
       "attrelid attname atttypid attstattarget attnum atttypmod attstorage attcompression@14- attnotnull attidentity "
       "attgenerated attisdropped attcollation attoptions attacl attislocal attfdwoptions",
       "",
       {{"attlen attbyval attalign attcacheoff@-17", "copied from the type"},
        {"attndims", "PostgreSQL enforces no number of dimensions"},
        {"atthasdef", "pg_attrdef tells"},
        {"atthasmissing attmissingval", "how ADD COLUMN was carried out, not what it means"},
        {"attinhcount", kParents}}},
      {"pg_class",
       "oid relname relnamespace reloftype relam reltoastrelid relpersistence relkind relrowsecurity "
       "relforcerowsecurity relreplident relispartition relpartbound relispopulated reltablespace reloptions relowner "
       "relacl",
       "",
       {{"reltype", "the row type goes with its table"},
        {"relfilenode relfrozenxid relminmxid", kStorage},
        {"relpages reltuples relallvisible relallfrozen@18-", "statistics of rows"},
        {"relhasindex relnatts relchecks relhasrules relhastriggers relhassubclass", "hints: the things are read"},
        {"relisshared", "PostgreSQL's own alone"},
        {"relrewrite", "set only while a table is rewritten"}}},
      {"pg_cast", "oid castsource casttarget castfunc castcontext castmethod", "", {}},
      {"pg_collation",
       "oid collname collnamespace collowner collprovider collisdeterministic collcollate collctype "
       "colliculocale@15-16 "
       "colllocale@17- collicurules@16-",
       "",
       {{"collencoding", "that of the database"}, {"collversion", "the version of the operating system's rules"}}},
      {"pg_constraint",
       "oid conname contype condeferrable condeferred conenforced@18- convalidated conrelid contypid conindid "
       "conparentid "
       "confrelid confupdtype confdeltype confmatchtype connoinherit conperiod@18- conkey confkey confdelsetcols@15- "
       "conexclop conbin conislocal",
       "",
       {{"connamespace", "that of its table"},
        {"coninhcount", kParents},
        {"conpfeqop conppeqop conffeqop", "follow from the types of the columns"}}},
      {"pg_conversion", "oid conname connamespace conowner conforencoding contoencoding conproc condefault", "", {}},
      {"pg_default_acl",
       "defaclrole defaclnamespace defaclobjtype defaclacl",
       "",
       {{"oid", "known by role, schema and kind of object"}}},
      {"pg_depend", "classid objid objsubid refclassid refobjid refobjsubid deptype", "", {}},
      {"pg_description", "objoid classoid objsubid description", "", {}},
      {"pg_enum", "enumtypid enumsortorder enumlabel", "", {{"oid", "a label is known by its text"}}},
      {"pg_event_trigger", "oid evtname evtevent evtowner evtfoid evtenabled evttags", "", {}},
      {"pg_extension",
       "oid extname extnamespace extversion extrelocatable",
       "",
       {{"extowner", kNoOwner}, {"extconfig extcondition", "the extension's own business"}}},
      {"pg_foreign_data_wrapper", "oid fdwname fdwowner fdwhandler fdwvalidator fdwacl fdwoptions", "", {}},
      {"pg_foreign_server", "oid srvname srvowner srvfdw srvtype srvversion srvacl srvoptions", "", {}},
      {"pg_foreign_table", "ftrelid ftserver ftoptions", "", {}},
      {"pg_index",
       "indexrelid indrelid indnkeyatts indisunique indnullsnotdistinct@15- indisclustered indisvalid indisready "
       "indislive indisreplident indkey indcollation indclass indoption indpred indexprs",
       "",
       {{"indnatts", "the keys are counted"},
        {"indisprimary indisexclusion indimmediate", "the constraint tells"},
        {"indcheckxmin", "about transactions that run"}}},
      {"pg_inherits",
       "inhrelid inhparent inhseqno",
       "",
       {{"inhdetachpending@14-", "about a DETACH CONCURRENTLY that runs, or was interrupted"}}},
      {"pg_language",
       "oid lanname lanowner lanpltrusted lanplcallfoid laninline lanvalidator lanacl",
       "",
       {{"lanispl", "true of all that users make"}}},
      {"pg_namespace", "oid nspname nspowner nspacl", "", {}},
      {"pg_opclass", "oid opcmethod opcname opcnamespace opcowner opcfamily opcintype opcdefault opckeytype", "", {}},
      {"pg_operator",
       "oid oprname oprnamespace oprowner oprcanmerge oprcanhash oprleft oprright oprcom oprnegate oprcode oprrest "
       "oprjoin",
       "",
       {{"oprkind", "the operands tell"}, {"oprresult", "that of its function"}}},
      {"pg_opfamily", "oid opfmethod opfname opfnamespace opfowner", "", {}},
      {"pg_policy", "oid polname polrelid polcmd polpermissive polroles polqual polwithcheck", "", {}},
      {"pg_proc",
       "oid proname pronamespace prokind proargtypes pronargs proparallel proowner proacl",
       "prolang procost prorows provariadic prosupport prosecdef proleakproof proisstrict proretset provolatile "
       "prorettype proallargtypes proargmodes proargnames proargdefaults protrftypes prosrc probin "
       "prosqlbody@14- proconfig",
       {{"pronargdefaults", "the arguments are spelled"}}},
      {"pg_publication",
       "oid pubname pubowner puballtables pubinsert pubupdate pubdelete pubtruncate pubviaroot pubgencols@18-",
       "",
       {}},
      {"pg_publication_namespace", "pnpubid pnnspid", "", {{"oid", "known by publication and namespace"}}},
      {"pg_publication_rel", "prpubid prrelid prqual@15- prattrs@15-", "", {{"oid", "known by publication and table"}}},
      {"pg_range", "rngtypid rngsubtype rngmultitypid@14- rngcollation rngsubopc rngcanonical rngsubdiff", "", {}},
      {"pg_rewrite", "oid rulename ev_class ev_type ev_enabled", "is_instead ev_qual ev_action", {}},
      {"pg_sequence", "seqrelid seqtypid seqstart seqincrement seqmax seqmin seqcache seqcycle", "", {}},
      {"pg_statistic_ext",
       "oid stxname stxnamespace stxowner stxstattarget stxrelid stxkeys",
       "stxkind stxexprs@14-",
       {}},
      {"pg_transform", "oid trftype trflang trffromsql trftosql", "", {}},
      {"pg_trigger",
       "oid tgrelid tgname tgfoid tgtype tgenabled tgisinternal tgconstrrelid tgconstraint tgdeferrable tginitdeferred "
       "tgattr tgargs tgqual tgoldtable tgnewtable tgparentid",
       "",
       {{"tgconstrindid", "the constraint tells"}, {"tgnargs", "the arguments are counted"}}},
      {"pg_ts_config", "oid cfgname cfgnamespace cfgowner cfgparser", "", {}},
      {"pg_ts_config_map", "mapcfg maptokentype mapseqno mapdict", "", {}},
      {"pg_ts_dict", "oid dictname dictnamespace dictowner dicttemplate dictinitoption", "", {}},
      {"pg_ts_parser", "oid prsname prsnamespace prsstart prstoken prsend prsheadline prslextype", "", {}},
      {"pg_ts_template", "oid tmplname tmplnamespace tmplinit tmpllexize", "", {}},
      {"pg_type",
       "oid typname typnamespace typtype typarray typstorage typcollation typowner typacl typrelid typnotnull "
       "typbasetype typtypmod typdefaultbin",
       "",
       {{"typlen typbyval typcategory typispreferred typisdefined typdelim typsubscript@14- typelem typinput typoutput "
         "typreceive typsend typmodin typmodout typanalyze typalign",
         "of the types that are read PostgreSQL sets them; base types are only named"},
        {"typndims", "PostgreSQL enforces no number of dimensions"},
        {"typdefault", "the text of typdefaultbin"}}},
  };
  return kCatalogs;
}

const std::vector<OtherCatalog>& named_catalogs() {
  static const std::vector<OtherCatalog> kCatalogs = {
      {"pg_subscription pg_seclabel", kOnlyNamed},
      {"pg_user_mapping pg_user_mappings", "read through the view: without the options that the reader may not see"},
      {"pg_database", "tells which subscriptions are of this database"},
      {"pg_tablespace", "names where a relation is; tablespaces themselves belong to the cluster"},
      {"pg_available_extensions", "has the comments that extensions bring, and no column of its own"},
      {"pg_roles", "names the roles of policies; roles themselves belong to the cluster"},
  };
  return kCatalogs;
}

const std::vector<OtherCatalog>& left_out_catalogs() {
  static const std::vector<OtherCatalog> kCatalogs = {
      {"pg_partitioned_table", "spelled by pg_get_partkeydef"},
      {"pg_subscription_rel", "parts of objects that are only named"},
      {"pg_auth_members pg_authid pg_db_role_setting pg_parameter_acl", kCluster},
      {"pg_init_privs", "what PostgreSQL and extensions gave at birth: of what we read it is known"},
      {"pg_largeobject pg_largeobject_metadata", "data"},
      {"pg_statistic pg_statistic_ext_data", "statistics of rows"},
      {"pg_shdepend", "what needs which role or tablespace"},
      {"pg_replication_origin pg_shdescription pg_shseclabel", "of the cluster, not of a database"},
  };
  return kCatalogs;
}

}  // namespace schemac::tests
