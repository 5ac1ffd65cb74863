#include "result_check.hpp"

#include <algorithm>
#include <string>

#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

bool is_named(const ServerType& type) { return !type.name.empty(); }

bool fits(Wire& wire, std::uint32_t oid, const ColumnShape& shape) {
  if (shape.count == 0) return true;  // it is handed on as it comes
  bool named = false;
  for (std::size_t index = 0; index < shape.count; ++index) {
    const ServerType& type = shape.types[index];
    const std::uint32_t wanted = shape.array ? type.array_oid : type.oid;
    if (wanted != 0 && wanted == oid) return true;
    named = named || is_named(type);
  }
  constexpr std::uint32_t kFirstNotBuiltIn = 16384;  // FirstNormalObjectId of access/transam.h
  if (!named || oid < kFirstNotBuiltIn) return false;
  const TypeIdentity& identity = wire.types().of(wire, oid);
  return std::any_of(shape.types, shape.types + shape.count, [&](const ServerType& type) {
    return is_named(type) && type.name == identity.name && shape.array == identity.array &&
           (type.schema.empty() || type.schema == identity.schema);
  });
}

DecodeError mismatch(std::string message, std::string_view sql) {
  ErrorFields fields;
  fields.message = std::move(message);
  fields.hint = "the database is not the one that this program was compiled for: migrate it, or generate again";
  fields.statement = sql;
  return DecodeError(std::move(fields));
}

}  // namespace

std::vector<ResultColumn> columns_of(const PGresult* result) {
  std::vector<ResultColumn> columns(static_cast<std::size_t>(PQnfields(result)));
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const auto number = static_cast<int>(column);
    columns[column] = {PQftype(result, number), PQfname(result, number)};
  }
  return columns;
}

void check_columns(Wire& wire, const std::vector<ResultColumn>& columns, const ResultShape& shape,
                   std::string_view sql) {
  if (columns.size() != shape.count) {
    throw mismatch("the statement gives " + std::to_string(columns.size()) + " columns where " +
                       std::to_string(shape.count) + " are read",
                   sql);
  }
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (fits(wire, columns[column].type, shape.columns[column])) continue;
    const TypeIdentity& found = wire.types().of(wire, columns[column].type);
    throw mismatch("column " + std::to_string(column + 1) + " (`" + columns[column].name +
                       "`) of the statement is of type `" + found.schema + "." + found.name +
                       (found.array ? "[]" : "") + "`, which cannot be read as what it was compiled for",
                   sql);
  }
}

void tell_kept(const Result& result, ErrorFields& fields) {
  if (!result.is_kept()) return;
  fields.message += "; the statement has been carried out, and is committed since no transaction was open around it";
  fields.may_be_committed = true;
}

}  // namespace schemac::runtime::detail
