-- needs: schema
CREATE TYPE world.mood AS ENUM ('sad', 'ok', 'happy');
-- variant
CREATE TYPE world.mood AS ENUM ('ok', 'sad', 'happy');
-- variant
CREATE TYPE world.mood AS ENUM ('sad', 'ok', 'gre''at', 'happy');
COMMENT ON TYPE world.mood IS 'how one is';
