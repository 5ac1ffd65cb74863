-- needs: schema
CREATE CONVERSION world.narrow FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
-- variant
CREATE CONVERSION world.narrow FOR 'UTF8' TO 'LATIN9' FROM utf8_to_iso8859;
COMMENT ON CONVERSION world.narrow IS 'loses';
