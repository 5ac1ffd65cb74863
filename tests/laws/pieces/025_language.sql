-- needs: schema
CREATE TRUSTED LANGUAGE world_pl HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
-- variant
CREATE LANGUAGE world_pl HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
COMMENT ON LANGUAGE world_pl IS 'another one';
