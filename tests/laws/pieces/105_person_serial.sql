-- needs: person
ALTER TABLE world.person ADD COLUMN "Näme No" serial;
-- variant
ALTER TABLE world.person ADD COLUMN "Näme No" integer NOT NULL DEFAULT 0;
-- variant
ALTER TABLE world.person ADD COLUMN "Näme No" bigint GENERATED ALWAYS AS IDENTITY;
