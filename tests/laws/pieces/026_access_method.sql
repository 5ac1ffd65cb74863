-- needs: schema
CREATE ACCESS METHOD world_heap TYPE TABLE HANDLER heap_tableam_handler;
-- variant
CREATE ACCESS METHOD world_heap TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD world_heap IS 'a heap';
