-- needs: person
CREATE RULE never AS ON UPDATE TO world.person WHERE old.age < 0 DO INSTEAD NOTHING;
-- variant
CREATE RULE never AS ON UPDATE TO world.person WHERE old.age < 0 DO INSTEAD NOTHING;
ALTER TABLE world.person DISABLE RULE never;
