-- needs: access_method
CREATE TABLE world.heaped (a integer) USING world_heap;
-- variant
CREATE TABLE world.heaped (a integer);
