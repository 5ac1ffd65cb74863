-- needs: schema
CREATE TYPE world.address AS (street text, zip text);
-- variant
CREATE TYPE world.address AS (street text, "city Näme" text COLLATE "C", zip integer);
COMMENT ON COLUMN world.address.street IS 'and number';
-- variant
CREATE TYPE world.address AS (zip text, street text);
