-- needs: schema
CREATE UNLOGGED TABLE world.scratch (a integer PRIMARY KEY);
CREATE UNLOGGED TABLE world.note (a integer REFERENCES world.scratch);
-- variant
CREATE TABLE world.scratch (a integer PRIMARY KEY);
CREATE TABLE world.note (a integer REFERENCES world.scratch);
-- variant
CREATE TABLE world.scratch (a integer PRIMARY KEY);
CREATE UNLOGGED TABLE world.note (a integer REFERENCES world.scratch);
