-- needs: schema
CREATE TABLE world.event (at date NOT NULL, kind integer, note text) PARTITION BY RANGE (at);
CREATE TABLE world.event_2020 PARTITION OF world.event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE world.event_rest PARTITION OF world.event DEFAULT;
CREATE INDEX event_kind ON world.event (kind);
INSERT INTO world.event VALUES ('2020-05-05', 1, 'a');
-- variant
CREATE TABLE world.event (at date NOT NULL, kind bigint NOT NULL DEFAULT 0, note text) PARTITION BY RANGE (at);
CREATE TABLE world.event_2020 PARTITION OF world.event (CONSTRAINT known CHECK (kind < 99)) FOR VALUES FROM ('2020-01-01') TO ('2022-01-01');
CREATE TABLE world.event_2022 PARTITION OF world.event FOR VALUES FROM ('2022-01-01') TO ('2023-01-01') PARTITION BY LIST (kind);
CREATE TABLE world.event_2022_few PARTITION OF world.event_2022 FOR VALUES IN (1, 2);
ALTER TABLE world.event ADD CONSTRAINT event_key PRIMARY KEY (at, kind);
INSERT INTO world.event VALUES ('2020-05-05', 1, 'a');
-- variant
CREATE TABLE world.event (at date NOT NULL, kind integer, note text) PARTITION BY RANGE (at);
CREATE TABLE world.event_2020 (note text, at date NOT NULL, kind integer);
ALTER TABLE world.event ATTACH PARTITION world.event_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX event_2020_note ON world.event_2020 (note);
INSERT INTO world.event VALUES ('2020-05-05', 1, 'a');
