-- needs: enum, domain, sequence
REVOKE USAGE ON TYPE world.mood FROM PUBLIC;
GRANT USAGE ON DOMAIN world.email TO "Law Reader";
GRANT USAGE ON SEQUENCE world.ticket TO "Law Reader";
