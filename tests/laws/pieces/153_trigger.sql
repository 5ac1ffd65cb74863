-- needs: person, trigger_function
CREATE TRIGGER touched BEFORE UPDATE OF age ON world.person FOR EACH ROW WHEN (old.age <> new.age) EXECUTE FUNCTION world.touch('a', 'b');
-- variant
CREATE CONSTRAINT TRIGGER touched AFTER INSERT OR UPDATE ON world.person DEFERRABLE FOR EACH ROW EXECUTE FUNCTION world.touch();
COMMENT ON TRIGGER touched ON world.person IS 'later';
-- variant
CREATE TRIGGER touched AFTER UPDATE ON world.person REFERENCING OLD TABLE AS former NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION world.touch();
ALTER TABLE world.person DISABLE TRIGGER touched;
-- variant
CREATE CONSTRAINT TRIGGER touched AFTER DELETE ON world.person FROM world.person INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION world.touch();
