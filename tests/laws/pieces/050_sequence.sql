-- needs: schema
CREATE SEQUENCE world.ticket;
-- variant
CREATE SEQUENCE world.ticket AS integer INCREMENT 5 MINVALUE 1 MAXVALUE 5000 START 10 CACHE 3 CYCLE;
COMMENT ON SEQUENCE world.ticket IS 'one each';
-- variant
CREATE UNLOGGED SEQUENCE world.ticket MAXVALUE 900;
