-- Event triggers belong to the database, not to a namespace: all are read, whatever the scope.
SELECT e.oid, '', e.evtname,
       ARRAY [format('CREATE EVENT TRIGGER %I ON %I', e.evtname, e.evtevent)
              || coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ' ORDER BY t COLLATE "C")
                                               FROM unnest(e.evttags) t) || ')', '')
              || ' EXECUTE FUNCTION ' || e.evtfoid::regproc || '()'] AS definition,
       NULL AS frame, NULL AS parts,
       CASE WHEN e.evtenabled <> 'O' THEN
         ARRAY ['enabled',
                format('ALTER EVENT TRIGGER %I ', e.evtname)
                || CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
                format('ALTER EVENT TRIGGER %I ENABLE', e.evtname)] END AS settings,
       d.description
FROM pg_event_trigger e
LEFT JOIN pg_description d ON d.classoid = 'pg_event_trigger'::regclass AND d.objoid = e.oid AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_depend m
                  WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = e.oid AND m.deptype = 'e')
