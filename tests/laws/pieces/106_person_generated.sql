-- needs: person, function
ALTER TABLE world.person ADD COLUMN double bigint GENERATED ALWAYS AS (world.twice(id::integer)) STORED;
-- variant
ALTER TABLE world.person ADD COLUMN double bigint GENERATED ALWAYS AS (id + 1) STORED;
-- variant
ALTER TABLE world.person ADD COLUMN double bigint DEFAULT 7;
