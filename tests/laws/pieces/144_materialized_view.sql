-- needs: person
CREATE MATERIALIZED VIEW world.ages AS SELECT age, count(*) AS n FROM world.person GROUP BY age;
CREATE UNIQUE INDEX ages_age ON world.ages (age);
-- variant
CREATE MATERIALIZED VIEW world.ages WITH (fillfactor = 70) AS SELECT age, count(*) AS n, 1 AS one FROM world.person GROUP BY age WITH NO DATA;
CREATE INDEX ages_n ON world.ages (n);
COMMENT ON MATERIALIZED VIEW world.ages IS 'how old';
COMMENT ON COLUMN world.ages.n IS 'how many';
