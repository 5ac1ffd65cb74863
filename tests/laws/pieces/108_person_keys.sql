-- needs: person
ALTER TABLE world.person ADD CONSTRAINT one_name UNIQUE (name);
CREATE INDEX person_age ON world.person (age DESC NULLS LAST);
-- variant
ALTER TABLE world.person ADD CONSTRAINT one_name UNIQUE NULLS NOT DISTINCT (name) INCLUDE (age) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX person_age ON world.person USING brin (age) WITH (pages_per_range = 4);
-- variant
CREATE UNIQUE INDEX one_name ON world.person (lower(name), age) WHERE age > 1;
CREATE INDEX person_age ON world.person (age) INCLUDE (name);
COMMENT ON INDEX world.person_age IS 'by age';
ALTER TABLE world.person CLUSTER ON person_age;
