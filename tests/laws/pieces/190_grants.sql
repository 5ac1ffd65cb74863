-- needs: person
GRANT SELECT, INSERT ON world.person TO "Law Reader";
-- variant
GRANT SELECT (name), UPDATE (age) ON world.person TO "Law Reader";
GRANT DELETE ON world.person TO PUBLIC;
-- variant
GRANT SELECT ON world.person TO "Law Reader" WITH GRANT OPTION;
REVOKE TRUNCATE ON world.person FROM CURRENT_USER;
