-- needs: schema
CREATE AGGREGATE world.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
-- variant
CREATE AGGREGATE world.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1', PARALLEL = safe, COMBINEFUNC = int4pl);
COMMENT ON AGGREGATE world.total(integer) IS 'adds';
