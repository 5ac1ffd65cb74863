-- needs: schema
ALTER SCHEMA world OWNER TO "Law Owner";
