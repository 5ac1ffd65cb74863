-- needs: function
CREATE FUNCTION world.twice(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';
-- variant
CREATE FUNCTION world.twice(n numeric, OUT low numeric, OUT high numeric) LANGUAGE sql IMMUTABLE AS 'SELECT n, 2 * n';
