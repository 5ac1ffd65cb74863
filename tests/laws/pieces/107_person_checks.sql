-- needs: person, function
ALTER TABLE world.person ADD CONSTRAINT grown CHECK (age > 0), ADD CONSTRAINT even CHECK (world.twice(2) > 1) NOT VALID;
-- variant
ALTER TABLE world.person ADD CONSTRAINT grown CHECK (age >= 1) NO INHERIT;
COMMENT ON CONSTRAINT grown ON world.person IS 'no children';
