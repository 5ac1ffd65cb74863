-- User mappings that the reader's role may see; the view hides the options of the others, which are unmodelled. Role 0
-- is PUBLIC. They take no comment. https://www.postgresql.org/docs/15/view-pg-user-mappings.html
SELECT m.umid, '', k.name,
       ARRAY ['CREATE USER MAPPING ' || k.name
              || coalesce(' OPTIONS (' || (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ')
                                           FROM pg_options_to_table(m.umoptions) o) || ')', '')] AS definition,
       '' AS frame,
       (SELECT array_agg(piece ORDER BY options.number, pieces.number)
        FROM pg_options_to_table(m.umoptions) WITH ORDINALITY options (name, value, number),
             LATERAL unnest(ARRAY ['option ' || name, format('ALTER USER MAPPING %s OPTIONS (ADD %I %L)', k.name, name, value),
                                   format('ALTER USER MAPPING %s OPTIONS (SET %I %L)', k.name, name, value),
                                   format('ALTER USER MAPPING %s OPTIONS (DROP %I)', k.name, name)])
               WITH ORDINALITY pieces (piece, number)) AS parts,
       NULL AS settings, NULL AS description
FROM pg_user_mappings m
JOIN pg_foreign_server s ON s.oid = m.srvid
CROSS JOIN LATERAL (SELECT format('FOR %s SERVER %I', CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END,
                                  m.srvname) AS name) k
WHERE m.umoptions IS NOT NULL
   OR CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
           ELSE m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END
   OR (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)
