-- needs: schema
CREATE FOREIGN DATA WRAPPER world_wrapper;
CREATE SERVER world_server FOREIGN DATA WRAPPER world_wrapper OPTIONS (host 'a');
-- variant
CREATE FOREIGN DATA WRAPPER world_wrapper OPTIONS (debug 'yes');
CREATE SERVER world_server TYPE 'files' VERSION '2' FOREIGN DATA WRAPPER world_wrapper OPTIONS (host 'b', port '1');
COMMENT ON SERVER world_server IS 'far';
