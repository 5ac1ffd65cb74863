CREATE EXTENSION citext;
-- variant
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
-- variant
CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'upper and lower are one';
