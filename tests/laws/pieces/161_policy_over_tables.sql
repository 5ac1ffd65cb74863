-- needs: person, orders
CREATE POLICY ordered ON world.person FOR SELECT USING (EXISTS (SELECT FROM world."Order" o WHERE o.number = person.id));
