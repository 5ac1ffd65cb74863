// The words with which SQL names an object of a kind: `TABLE`, `FOREIGN DATA WRAPPER`.
#pragma once

#include <string>
#include <string_view>

#include "model/object_id.hpp"

namespace schemac::sql {

/// The words of DROP, ALTER and COMMENT ON for objects of this kind. Of a routine that is `ROUTINE`.
[[nodiscard]] std::string_view object_words(model::Kind kind);

/// The name as those statements take it: `public.users`, `users_age ON public.users`, `public.total(integer)`.
[[nodiscard]] std::string name_clause(const model::ObjectId& id);

/// Words and name: `TABLE public.users`, `CONSTRAINT users_age ON public.users`.
[[nodiscard]] std::string object_clause(const model::ObjectId& id);

}  // namespace schemac::sql
