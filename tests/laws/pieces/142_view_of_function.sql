-- needs: function, overload
CREATE VIEW world.doubled AS SELECT world.twice(n) AS d FROM generate_series(1, 3) n;
