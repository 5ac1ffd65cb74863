-- needs: schema
CREATE DOMAIN world.email AS text CONSTRAINT has_at CHECK (VALUE ~ '@');
-- variant
CREATE DOMAIN world.email AS text DEFAULT 'a@b' NOT NULL CONSTRAINT has_at CHECK (VALUE ~ '@.') CONSTRAINT short CHECK (length(VALUE) < 99);
COMMENT ON DOMAIN world.email IS 'an address';
-- variant
CREATE DOMAIN world.email AS character varying(200);
