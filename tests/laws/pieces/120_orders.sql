-- needs: person
CREATE TABLE world."Order" (number bigint NOT NULL, person bigint REFERENCES world.person (id) ON DELETE CASCADE, during tstzrange, EXCLUDE USING gist (during WITH &&));
-- variant
CREATE TABLE world."Order" (number bigint PRIMARY KEY, person bigint NOT NULL, during tstzrange, CONSTRAINT whose FOREIGN KEY (person) REFERENCES world.person (id) ON UPDATE CASCADE DEFERRABLE NOT VALID, CONSTRAINT once EXCLUDE USING gist (during WITH &&) WHERE (person > 1));
COMMENT ON CONSTRAINT whose ON world."Order" IS 'belongs to';
-- variant
CREATE TABLE world."Order" (number integer, during tstzrange);
