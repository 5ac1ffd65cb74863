-- needs: person, extension
ALTER TABLE world.person ADD COLUMN city citext;
CREATE INDEX person_city ON world.person (city);
-- variant
ALTER TABLE world.person ADD COLUMN city text;
