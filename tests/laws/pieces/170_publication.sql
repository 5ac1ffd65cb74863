-- needs: person
CREATE PUBLICATION world_news FOR TABLE world.person;
-- variant
CREATE PUBLICATION world_news FOR TABLE world.person (id, name) WHERE (id > 1) WITH (publish = 'insert');
COMMENT ON PUBLICATION world_news IS 'news';
-- variant
CREATE PUBLICATION world_news FOR TABLES IN SCHEMA world;
