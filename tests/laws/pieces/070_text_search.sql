-- needs: schema
CREATE TEXT SEARCH PARSER world.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE world.exact (LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY world.dictionary (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION world.search (PARSER = pg_catalog.default);
ALTER TEXT SEARCH CONFIGURATION world.search ADD MAPPING FOR asciiword WITH world.dictionary;
-- variant
CREATE TEXT SEARCH PARSER world.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE world.exact (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY world.dictionary (TEMPLATE = pg_catalog.simple, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION world.search (PARSER = pg_catalog.default);
ALTER TEXT SEARCH CONFIGURATION world.search ADD MAPPING FOR asciiword WITH pg_catalog.english_stem;
ALTER TEXT SEARCH CONFIGURATION world.search ADD MAPPING FOR word, hword WITH world.dictionary, pg_catalog.simple;
COMMENT ON TEXT SEARCH CONFIGURATION world.search IS 'finds';
