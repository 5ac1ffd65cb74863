-- needs: foreign_data
CREATE USER MAPPING FOR "Law Reader" SERVER world_server OPTIONS ("user" 'a');
-- variant
CREATE USER MAPPING FOR PUBLIC SERVER world_server;
CREATE USER MAPPING FOR "Law Reader" SERVER world_server OPTIONS ("user" 'b');
