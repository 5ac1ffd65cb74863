-- needs: person, operator_class
ALTER TABLE world.person ADD COLUMN height integer;
CREATE INDEX person_height ON world.person (height world.backwards_ops);
