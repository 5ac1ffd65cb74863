-- needs: schema
CREATE TABLE world.bucket (a integer, b text COLLATE "C") PARTITION BY HASH (a, b);
CREATE TABLE world.bucket_0 PARTITION OF world.bucket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE world.bucket_1 PARTITION OF world.bucket FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- variant
CREATE TABLE world.bucket (a integer, b text COLLATE "C") PARTITION BY HASH (a, b);
CREATE TABLE world.bucket_0 PARTITION OF world.bucket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
