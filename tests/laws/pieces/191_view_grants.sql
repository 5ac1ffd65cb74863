-- needs: view
GRANT SELECT ON world.adults TO "Law Reader";
GRANT USAGE ON SCHEMA world TO "Law Reader";
