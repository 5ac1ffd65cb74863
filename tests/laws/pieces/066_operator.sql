-- needs: function
CREATE FUNCTION world.same(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE OPERATOR world.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = world.same, COMMUTATOR = OPERATOR(world.===));
-- variant
CREATE FUNCTION world.same(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE OPERATOR world.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = world.same, RESTRICT = eqsel, JOIN = eqjoinsel);
COMMENT ON OPERATOR world.=== (integer, integer) IS 'is the same as';
