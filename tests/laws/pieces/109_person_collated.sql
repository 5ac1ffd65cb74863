-- needs: person, collation
ALTER TABLE world.person ADD COLUMN nick text COLLATE world.plain;
CREATE INDEX person_nick ON world.person (nick, name COLLATE world.plain);
-- variant
ALTER TABLE world.person ADD COLUMN nick text;
CREATE INDEX person_nick ON world.person (nick COLLATE world.plain);
