-- needs: view
CREATE VIEW world.how_many AS SELECT count(*) AS n FROM world.adults;
-- variant
CREATE VIEW world.how_many WITH (security_invoker) AS SELECT a.*, 1 AS one FROM world.adults a;
