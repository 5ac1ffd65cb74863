-- needs: person, composite
ALTER TABLE world.person ADD COLUMN home world.address;
