-- What of the catalogs is there, in one text: of each how many rows and the sum of their xmin. A row that is new has a
-- greater xmin than all that there were, so that where there are as many rows as before, the sum has grown. Beside the
-- numbers stands which server this is, and since when it runs: a copy that is put back counts its transactions anew.
-- Rows of temporary objects come and go without being read, and sums of catalogs that not everybody may read are made of
-- the views of them.
WITH temporary AS (SELECT oid FROM pg_class WHERE relpersistence = 't')
SELECT concat_ws(' ', (SELECT oid FROM pg_database WHERE datname = current_database()),
  (SELECT system_identifier FROM pg_control_system()), extract(epoch FROM pg_postmaster_start_time()),
  (SELECT string_agg(concat_ws(':', x.catalog, x.rows, x.sum), ' ' ORDER BY x.catalog)
   FROM (SELECT r.tableoid, count(*), sum(r.xmin::text::bigint) FROM (
    SELECT tableoid, xmin FROM pg_class WHERE relpersistence <> 't'
    UNION ALL SELECT tableoid, xmin FROM pg_attribute WHERE attrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_attrdef WHERE adrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_index WHERE indexrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_constraint WHERE conrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_type WHERE typnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp')
    UNION ALL SELECT tableoid, xmin FROM pg_enum
    UNION ALL SELECT tableoid, xmin FROM pg_proc
    UNION ALL SELECT tableoid, xmin FROM pg_operator
    UNION ALL SELECT tableoid, xmin FROM pg_opclass
    UNION ALL SELECT tableoid, xmin FROM pg_opfamily
    UNION ALL SELECT tableoid, xmin FROM pg_amop
    UNION ALL SELECT tableoid, xmin FROM pg_amproc
    UNION ALL SELECT tableoid, xmin FROM pg_collation
    UNION ALL SELECT tableoid, xmin FROM pg_conversion
    UNION ALL SELECT tableoid, xmin FROM pg_rewrite WHERE ev_class NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_trigger WHERE tgrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_event_trigger
    UNION ALL SELECT tableoid, xmin FROM pg_policy
    UNION ALL SELECT tableoid, xmin FROM pg_namespace
    UNION ALL SELECT tableoid, xmin FROM pg_description
    UNION ALL SELECT tableoid, xmin FROM pg_shdescription
    UNION ALL SELECT tableoid, xmin FROM pg_inherits WHERE inhrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_partitioned_table
    UNION ALL SELECT tableoid, xmin FROM pg_range
    UNION ALL SELECT tableoid, xmin FROM pg_aggregate
    UNION ALL SELECT tableoid, xmin FROM pg_cast
    UNION ALL SELECT tableoid, xmin FROM pg_transform
    UNION ALL SELECT tableoid, xmin FROM pg_language
    UNION ALL SELECT tableoid, xmin FROM pg_extension
    UNION ALL SELECT tableoid, xmin FROM pg_publication
    UNION ALL SELECT tableoid, xmin FROM pg_publication_rel
    UNION ALL SELECT tableoid, xmin FROM pg_statistic_ext
    UNION ALL SELECT tableoid, xmin FROM pg_sequence WHERE seqrelid NOT IN (SELECT oid FROM temporary)
    UNION ALL SELECT tableoid, xmin FROM pg_default_acl
    UNION ALL SELECT tableoid, xmin FROM pg_foreign_data_wrapper
    UNION ALL SELECT tableoid, xmin FROM pg_foreign_server
    UNION ALL SELECT tableoid, xmin FROM pg_foreign_table
    UNION ALL SELECT tableoid, xmin FROM pg_ts_config
    UNION ALL SELECT tableoid, xmin FROM pg_ts_config_map
    UNION ALL SELECT tableoid, xmin FROM pg_ts_dict
    UNION ALL SELECT tableoid, xmin FROM pg_ts_parser
    UNION ALL SELECT tableoid, xmin FROM pg_ts_template
    UNION ALL SELECT tableoid, xmin FROM pg_am
    UNION ALL SELECT tableoid, xmin FROM pg_database WHERE datname = current_database()
    UNION ALL SELECT tableoid, xmin FROM pg_tablespace
    /*if 15*/UNION ALL SELECT tableoid, xmin FROM pg_publication_namespace/*else */
   ) r GROUP BY r.tableoid) x (catalog, rows, sum)),
  (SELECT sum(hashtextextended(oid || rolname, 0)) FROM pg_roles),
  (SELECT sum(hashtextextended(to_jsonb(m)::text, 0)) FROM pg_user_mappings m))
