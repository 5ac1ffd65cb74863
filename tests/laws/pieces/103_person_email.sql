-- needs: person, domain
ALTER TABLE world.person ADD COLUMN mail world.email DEFAULT 'x@y';
-- variant
ALTER TABLE world.person ADD COLUMN mail world.email DEFAULT 'z@y' NOT NULL;
CREATE INDEX person_mail ON world.person (mail);
