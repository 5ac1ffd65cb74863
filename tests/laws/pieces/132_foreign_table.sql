-- needs: foreign_data
CREATE FOREIGN TABLE world.far (id integer NOT NULL, label text) SERVER world_server OPTIONS (path 'a');
-- variant
CREATE FOREIGN TABLE world.far (id bigint OPTIONS (position '1'), label text DEFAULT 'x', more date, CONSTRAINT positive CHECK (id > 0)) SERVER world_server OPTIONS (path 'b');
COMMENT ON FOREIGN TABLE world.far IS 'elsewhere';
