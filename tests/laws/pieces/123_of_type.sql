-- needs: composite
CREATE TABLE world.typed OF world.address (PRIMARY KEY (street));
-- variant
CREATE TABLE world.typed (street text, zip text, PRIMARY KEY (street));
