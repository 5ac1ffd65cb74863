-- needs: person, view
ALTER TABLE world.person OWNER TO "Law Owner";
ALTER VIEW world.adults OWNER TO "Law Owner";
-- variant
ALTER VIEW world.adults OWNER TO "Law Owner";
