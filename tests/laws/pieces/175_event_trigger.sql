-- needs: schema
CREATE FUNCTION world.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER world_watch ON ddl_command_end EXECUTE FUNCTION world.watch();
-- variant
CREATE FUNCTION world.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER world_watch ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION world.watch();
ALTER EVENT TRIGGER world_watch DISABLE;
COMMENT ON EVENT TRIGGER world_watch IS 'sees';
