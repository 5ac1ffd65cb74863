-- needs: enum, enum_function, person_mood
CREATE VIEW world.feelings AS SELECT feeling, 'ok'::world.mood AS usual, world.rank('ok') AS rank FROM world.person;
