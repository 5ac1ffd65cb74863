-- needs: schema
CREATE PROCEDURE world.nothing() LANGUAGE sql AS '';
-- variant
CREATE PROCEDURE world.nothing() LANGUAGE plpgsql SECURITY DEFINER SET search_path = world AS 'BEGIN NULL; END';
COMMENT ON PROCEDURE world.nothing() IS 'does nothing';
