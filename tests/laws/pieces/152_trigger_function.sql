-- needs: schema
CREATE FUNCTION world.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- variant
CREATE FUNCTION world.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF true THEN RETURN new; END IF; RETURN old; END';
