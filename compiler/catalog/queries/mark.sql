-- What of the catalogs is there, in one text: of each how many rows and the sum of their xmin. A row that is new has a
-- greater xmin than all that there were, so that where there are as many rows as before, the sum has grown. Beside the
-- numbers stands which server this is, and since when it runs: a copy that is put back counts its transactions anew.
-- Rows of temporary objects come and go without being read, and sums of catalogs that not everybody may read are made of
-- the views of them.
WITH temporary AS (SELECT oid FROM pg_class WHERE relpersistence = 't')
SELECT concat_ws(' ', (SELECT oid FROM pg_database WHERE datname = current_database()),
  (SELECT system_identifier FROM pg_control_system()), extract(epoch FROM pg_postmaster_start_time()),
  (SELECT string_agg(x.name || ':' || x.sum, ' ' ORDER BY x.name) FROM (
    SELECT 'pg_class' AS name, count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) AS sum FROM pg_class WHERE relpersistence <> 't'
    UNION ALL
    SELECT 'pg_attribute', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_attribute WHERE attrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_attrdef', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_attrdef WHERE adrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_index', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_index WHERE indexrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_constraint', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_constraint WHERE conrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_type', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_type WHERE typnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp')
    UNION ALL
    SELECT 'pg_enum', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_enum
    UNION ALL
    SELECT 'pg_proc', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_proc
    UNION ALL
    SELECT 'pg_operator', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_operator
    UNION ALL
    SELECT 'pg_opclass', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_opclass
    UNION ALL
    SELECT 'pg_opfamily', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_opfamily
    UNION ALL
    SELECT 'pg_amop', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_amop
    UNION ALL
    SELECT 'pg_amproc', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_amproc
    UNION ALL
    SELECT 'pg_collation', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_collation
    UNION ALL
    SELECT 'pg_conversion', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_conversion
    UNION ALL
    SELECT 'pg_rewrite', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_rewrite WHERE ev_class NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_trigger', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_trigger WHERE tgrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_event_trigger', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_event_trigger
    UNION ALL
    SELECT 'pg_policy', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_policy
    UNION ALL
    SELECT 'pg_namespace', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_namespace
    UNION ALL
    SELECT 'pg_description', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_description
    UNION ALL
    SELECT 'pg_shdescription', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_shdescription
    UNION ALL
    SELECT 'pg_inherits', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_inherits WHERE inhrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_partitioned_table', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_partitioned_table
    UNION ALL
    SELECT 'pg_range', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_range
    UNION ALL
    SELECT 'pg_aggregate', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_aggregate
    UNION ALL
    SELECT 'pg_cast', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_cast
    UNION ALL
    SELECT 'pg_transform', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_transform
    UNION ALL
    SELECT 'pg_language', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_language
    UNION ALL
    SELECT 'pg_extension', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_extension
    UNION ALL
    SELECT 'pg_publication', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_publication
    UNION ALL
    SELECT 'pg_publication_rel', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_publication_rel
    UNION ALL
    SELECT 'pg_statistic_ext', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_statistic_ext
    UNION ALL
    SELECT 'pg_sequence', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_sequence WHERE seqrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL
    SELECT 'pg_default_acl', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_default_acl
    UNION ALL
    SELECT 'pg_foreign_data_wrapper', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_foreign_data_wrapper
    UNION ALL
    SELECT 'pg_foreign_server', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_foreign_server
    UNION ALL
    SELECT 'pg_foreign_table', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_foreign_table
    UNION ALL
    SELECT 'pg_ts_config', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_ts_config
    UNION ALL
    SELECT 'pg_ts_config_map', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_ts_config_map
    UNION ALL
    SELECT 'pg_ts_dict', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_ts_dict
    UNION ALL
    SELECT 'pg_ts_parser', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_ts_parser
    UNION ALL
    SELECT 'pg_ts_template', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_ts_template
    UNION ALL
    SELECT 'pg_am', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_am
    UNION ALL
    SELECT 'pg_database', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_database WHERE datname = current_database()
    UNION ALL
    SELECT 'pg_tablespace', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_tablespace
    /*if 15*/UNION ALL
    SELECT 'pg_publication_namespace', count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_publication_namespace/*else */
    UNION ALL
    SELECT 'pg_roles', count(*) || ':' || coalesce(sum(hashtextextended(oid || rolname, 0)), 0) FROM pg_roles
    UNION ALL
    SELECT 'pg_user_mappings', count(*) || ':' || coalesce(sum(hashtextextended(to_jsonb(m)::text, 0)), 0) FROM pg_user_mappings m
  ) x))
