-- needs: function
REVOKE EXECUTE ON FUNCTION world.twice(integer) FROM PUBLIC;
-- variant
GRANT EXECUTE ON FUNCTION world.twice(integer) TO "Law Reader";
