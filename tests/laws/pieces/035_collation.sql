-- needs: schema
CREATE COLLATION world.plain (LOCALE = 'C');
-- variant
CREATE COLLATION world.plain (PROVIDER = icu, LOCALE = 'de');
COMMENT ON COLLATION world.plain IS 'German';
