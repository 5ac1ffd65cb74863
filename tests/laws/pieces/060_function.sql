-- needs: schema
CREATE FUNCTION world.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';
-- variant
CREATE FUNCTION world.twice(n integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT AS 'BEGIN RETURN n + n; END';
COMMENT ON FUNCTION world.twice(integer) IS 'doubles';
-- variant
CREATE FUNCTION world.twice(n integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 2::bigint * n';
-- variant
CREATE FUNCTION world.twice(value integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN value * 2;
