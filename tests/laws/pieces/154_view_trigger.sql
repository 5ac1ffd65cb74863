-- needs: view, trigger_function
CREATE TRIGGER instead INSTEAD OF UPDATE ON world.adults FOR EACH ROW EXECUTE FUNCTION world.touch();
