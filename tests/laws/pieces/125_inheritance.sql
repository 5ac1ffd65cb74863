-- needs: person
CREATE TABLE world.employee (salary integer) INHERITS (world.person);
-- variant
CREATE TABLE world.employee (salary integer) INHERITS (world.person);
CREATE INDEX employee_salary ON world.employee (salary);
