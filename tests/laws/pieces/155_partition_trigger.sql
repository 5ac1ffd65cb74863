-- needs: partitions, trigger_function
CREATE TRIGGER touched BEFORE INSERT ON world.event FOR EACH ROW EXECUTE FUNCTION world.touch();
