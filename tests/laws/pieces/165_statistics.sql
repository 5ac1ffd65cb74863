-- needs: person
CREATE STATISTICS world.named (dependencies) ON name, age FROM world.person;
-- variant
CREATE STATISTICS world.named (ndistinct, mcv) ON name, age, (lower(name)) FROM world.person;
ALTER STATISTICS world.named SET STATISTICS 77;
COMMENT ON STATISTICS world.named IS 'known';
