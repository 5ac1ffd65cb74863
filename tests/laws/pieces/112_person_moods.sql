-- needs: person, enum
ALTER TABLE world.person ADD COLUMN moods world.mood[] DEFAULT '{sad}' NOT NULL;
-- variant
ALTER TABLE world.person ADD COLUMN moods world.mood[] DEFAULT ARRAY['ok'::world.mood];
CREATE INDEX person_moods ON world.person USING gin (moods);
