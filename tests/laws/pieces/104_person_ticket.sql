-- needs: person, sequence
ALTER TABLE world.person ADD COLUMN ticket bigint DEFAULT nextval('world.ticket');
-- variant
ALTER TABLE world.person ADD COLUMN ticket integer DEFAULT nextval('world.ticket');
ALTER SEQUENCE world.ticket OWNED BY world.person.ticket;
