-- needs: schema
CREATE TYPE world.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
-- variant
CREATE TYPE world.span AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = world.spans);
