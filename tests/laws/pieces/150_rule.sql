-- needs: view
CREATE RULE quiet AS ON DELETE TO world.adults DO INSTEAD NOTHING;
-- variant
CREATE RULE quiet AS ON DELETE TO world.adults DO INSTEAD SELECT 1;
COMMENT ON RULE quiet ON world.adults IS 'hush';
