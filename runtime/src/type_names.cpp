#include "type_names.hpp"

#include "answer.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

// An array type is known by what it is an array of: its own name may be any (`_x`, `__x`, shortened).
constexpr const char* kSql =
    "SELECT n.nspname, coalesce(e.typname, t.typname), e.oid IS NOT NULL "
    "FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(e.typnamespace, t.typnamespace) WHERE t.oid = $1::oid";

}  // namespace

const TypeIdentity& TypeNames::of(Wire& wire, std::uint32_t oid) {
  if (const auto found = known_.find(oid); found != known_.end()) return found->second;
  const std::string text = std::to_string(oid);
  const char* value = text.c_str();
  PGconn* const raw = wire.raw();
  const bool sent = PQsendQueryParams(raw, kSql, 1, nullptr, &value, nullptr, nullptr, 0) != 0;
  const ResultPtr result = wire.checked(sent ? whole_answer(raw) : nullptr, kSql);
  if (PQntuples(result.get()) != 1) throw DecodeError("the server knows no type of number " + text);
  TypeIdentity identity{PQgetvalue(result.get(), 0, 0), PQgetvalue(result.get(), 0, 1),
                        *PQgetvalue(result.get(), 0, 2) == 't'};
  return known_.emplace(oid, std::move(identity)).first->second;
}

}  // namespace schemac::runtime::detail
