-- needs: enum_function
CREATE CAST (world.mood AS integer) WITH FUNCTION world.rank(world.mood);
-- variant
CREATE CAST (world.mood AS integer) WITH FUNCTION world.rank(world.mood) AS ASSIGNMENT;
COMMENT ON CAST (world.mood AS integer) IS 'a rank';
