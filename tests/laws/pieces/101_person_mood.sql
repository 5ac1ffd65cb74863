-- needs: person, enum
ALTER TABLE world.person ADD COLUMN feeling world.mood DEFAULT 'ok';
-- variant
ALTER TABLE world.person ADD COLUMN feeling world.mood DEFAULT 'happy' NOT NULL;
-- variant
ALTER TABLE world.person ADD COLUMN feeling text DEFAULT 'ok';
