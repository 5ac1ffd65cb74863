-- The catalogs of rarer kinds in which there is anything that is not PostgreSQL's own (numbers below 16384), a member of
-- an extension perhaps. Most databases have nothing in most of them, and this one question is cheaper than twenty. Who
-- is mapped to a foreign server is hidden, so servers speak for their user mappings.
SELECT catalog::oid
FROM (VALUES ('pg_language'::regclass, EXISTS (SELECT FROM pg_language WHERE oid >= 16384)),
             ('pg_am', EXISTS (SELECT FROM pg_am WHERE oid >= 16384)),
             ('pg_foreign_data_wrapper', EXISTS (SELECT FROM pg_foreign_data_wrapper WHERE oid >= 16384)),
             ('pg_foreign_server', EXISTS (SELECT FROM pg_foreign_server WHERE oid >= 16384)),
             ('pg_user_mapping', EXISTS (SELECT FROM pg_foreign_server WHERE oid >= 16384)),
             ('pg_foreign_table', EXISTS (SELECT FROM pg_foreign_table WHERE ftrelid >= 16384)),
             ('pg_collation', EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)),
             ('pg_operator', EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)),
             ('pg_opfamily', EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384)),
             ('pg_opclass', EXISTS (SELECT FROM pg_opclass WHERE oid >= 16384)),
             ('pg_cast', EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)),
             ('pg_transform', EXISTS (SELECT FROM pg_transform WHERE oid >= 16384)),
             ('pg_conversion', EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)),
             ('pg_ts_parser', EXISTS (SELECT FROM pg_ts_parser WHERE oid >= 16384)),
             ('pg_ts_template', EXISTS (SELECT FROM pg_ts_template WHERE oid >= 16384)),
             ('pg_ts_dict', EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384)),
             ('pg_ts_config', EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)),
             ('pg_event_trigger', EXISTS (SELECT FROM pg_event_trigger WHERE oid >= 16384)),
             ('pg_publication', EXISTS (SELECT FROM pg_publication WHERE oid >= 16384))) v (catalog, there)
WHERE there
