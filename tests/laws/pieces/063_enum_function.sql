-- needs: enum
CREATE FUNCTION world.rank(m world.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT CASE m WHEN 'happy' THEN 2 ELSE 1 END $$;
-- variant
CREATE FUNCTION world.rank(m world.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT CASE m WHEN 'sad' THEN 0 ELSE 1 END $$;
