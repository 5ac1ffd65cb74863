-- needs: person, orders
ALTER TABLE world."Order" ADD COLUMN next bigint, ADD CONSTRAINT order_numbers UNIQUE (number);
ALTER TABLE world.person ADD COLUMN latest bigint;
ALTER TABLE world.person ADD CONSTRAINT latest_order FOREIGN KEY (latest) REFERENCES world."Order" (number) NOT VALID;
