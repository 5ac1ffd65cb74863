-- needs: schema
CREATE FUNCTION world.backwards(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp(b, a)';
CREATE OPERATOR FAMILY world.backwards_ops USING btree;
CREATE OPERATOR CLASS world.backwards_ops FOR TYPE integer USING btree FAMILY world.backwards_ops AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 world.backwards(integer, integer);
-- variant
CREATE FUNCTION world.backwards(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp(b, a)';
CREATE OPERATOR CLASS world.backwards_ops FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 world.backwards(integer, integer);
COMMENT ON OPERATOR CLASS world.backwards_ops USING btree IS 'down';
