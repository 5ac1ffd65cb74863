-- needs: person
ALTER TABLE world.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON world.person USING (age > 3);
-- variant
ALTER TABLE world.person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON world.person AS RESTRICTIVE FOR UPDATE TO "Law Reader" USING (id > 1) WITH CHECK (name <> '');
COMMENT ON POLICY own ON world.person IS 'mine';
