// Where each object of a schema was declared: in a header, or in a .sql file. The front end knows it of headers; of
// .sql files the statements know the names that they give, and only the server's reading says which objects these are.
#pragma once

#include "model/declared.hpp"

namespace schemac::sql {

/// The places of `declared`, and beside them those of the objects of `schema` whose names its .sql statements give. An
/// object that PostgreSQL named itself has none.
[[nodiscard]] model::SourceMap declared_places(const model::Declared& declared, const model::Schema& schema);

}  // namespace schemac::sql
