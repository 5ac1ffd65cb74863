-- needs: person
CREATE VIEW world.adults AS SELECT id, name FROM world.person WHERE age > 17;
-- variant
CREATE VIEW world.adults WITH (security_barrier, check_option = local) AS SELECT id, name, age FROM world.person WHERE age > 18;
COMMENT ON VIEW world.adults IS 'grown';
COMMENT ON COLUMN world.adults.name IS 'called';
-- variant
CREATE VIEW world.adults (who, number) AS SELECT name, id FROM world.person;
ALTER VIEW world.adults ALTER COLUMN number SET DEFAULT 5;
