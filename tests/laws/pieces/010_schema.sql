CREATE SCHEMA world;
-- variant
CREATE SCHEMA world;
COMMENT ON SCHEMA world IS 'what there is';
