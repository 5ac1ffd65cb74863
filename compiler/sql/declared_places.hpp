// Where each object of a schema was declared: in a header, or in a .sql file. The front end knows it of headers; of
// .sql files the statements know the names that they give, and only the server's reading says which objects these are.
#pragma once

#include <optional>

#include "model/declared.hpp"

namespace schemac::sql {

/// The places of `declared`, and beside them those of the objects of `schema` whose names its .sql statements give. An
/// object that PostgreSQL named itself has none.
[[nodiscard]] model::SourceMap declared_places(const model::Declared& declared, const model::Schema& schema);

/// Where `id` is declared, of what declared_places() gave; a key without a place of its own is where its first column
/// is.
[[nodiscard]] std::optional<Place> declared_place(const model::SourceMap& places, const model::Schema& schema,
                                                  const model::ObjectId& id);
/// Where the table or view is declared that `id` stands on.
[[nodiscard]] std::optional<Place> place_around(const model::SourceMap& places, const model::ObjectId& id);

}  // namespace schemac::sql
