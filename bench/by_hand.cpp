#include "by_hand.hpp"

#include <cstring>
#include <stdexcept>
#include <utility>

namespace schemac::bench {
namespace {

constexpr Oid kInt8 = 20, kInt8Array = 1016;

std::int64_t big_endian(const char* data) {
  std::uint64_t value;
  std::memcpy(&value, data, sizeof value);
  return static_cast<std::int64_t>(__builtin_bswap64(value));
}

std::array<unsigned char, 16> uuid_at(const PGresult* result, int row, int column) {
  std::array<unsigned char, 16> uuid{};
  std::memcpy(uuid.data(), PQgetvalue(result, row, column), uuid.size());
  return uuid;
}

void append_number(std::string& buffer, std::uint32_t value) {
  value = __builtin_bswap32(value);
  buffer.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// The head of an array of one dimension without NULLs, as array_send writes it.
std::string array_head(Oid element, std::size_t size) {
  std::string array;
  for (const std::uint32_t head : {1U, 0U, element, static_cast<std::uint32_t>(size), 1U}) append_number(array, head);
  return array;
}

}  // namespace

std::vector<eventide::NewAuditLog> new_rows(std::size_t count) {
  std::vector<eventide::NewAuditLog> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({.action = "something happened to " + std::to_string(i),
                    .details = schemac::runtime::Json{R"({"n": 1, "by": "x"})"}});
  return rows;
}

ByHand::ByHand(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
  const std::string columns = "id, actor_id, action, details, happened_at";
  prepare("point", "SELECT " + columns + " FROM public.audit_logs WHERE id = $1", {kInt8});
  prepare("page", "SELECT " + columns + " FROM public.audit_logs ORDER BY id LIMIT $1", {kInt8});
  prepare("many", "SELECT " + columns + " FROM public.audit_logs WHERE id = ANY($1)", {kInt8Array});
  prepare("insert", "INSERT INTO public.audit_logs (action, details) VALUES ($1, $2) RETURNING " + columns, {0, 0});
}

Log ByHand::read_row(const PGresult* result, int row) {
  Log log;
  log.id = big_endian(PQgetvalue(result, row, 0));
  if (PQgetisnull(result, row, 1) == 0) log.actor_id = uuid_at(result, row, 1);
  log.action.assign(PQgetvalue(result, row, 2), static_cast<std::size_t>(PQgetlength(result, row, 2)));
  // The first byte of jsonb is its version.
  log.details.assign(PQgetvalue(result, row, 3) + 1, static_cast<std::size_t>(PQgetlength(result, row, 3)) - 1);
  log.happened_at = big_endian(PQgetvalue(result, row, 4));
  return log;
}

std::vector<Log> ByHand::rows(const Result& result) {
  std::vector<Log> all;
  const int count = PQntuples(result.get());
  all.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) all.push_back(read_row(result.get(), row));
  return all;
}

std::vector<Log> ByHand::find_each(const std::vector<std::int64_t>& ids) {
  PQenterPipelineMode(connection_);
  for (const std::int64_t id : ids) {
    const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(id));
    const char* values[] = {reinterpret_cast<const char*>(&swapped)};
    const int lengths[] = {8}, formats[] = {1};
    if (PQsendQueryPrepared(connection_, "point", 1, values, lengths, formats, 1) != 1) fail();
  }
  PQpipelineSync(connection_);
  std::vector<Log> all;
  all.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    all.push_back(read_row(checked(PQgetResult(connection_)).get(), 0));
    PQgetResult(connection_);  // null, the end of this query
  }
  checked(PQgetResult(connection_), PGRES_PIPELINE_SYNC);
  PQexitPipelineMode(connection_);
  return all;
}

std::vector<Log> ByHand::find_many(const std::vector<std::int64_t>& ids) {
  std::string array = array_head(kInt8, ids.size());
  for (const std::int64_t id : ids) {
    append_number(array, 8);
    const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(id));
    array.append(reinterpret_cast<const char*>(&swapped), 8);
  }
  return rows(with_array("many", array));
}

Log ByHand::insert(const std::string& action, const std::string& details) {
  const char* values[] = {action.c_str(), details.c_str()};
  return read_row(checked(PQexecPrepared(connection_, "insert", 2, values, nullptr, nullptr, 1)).get(), 0);
}

void ByHand::copy(const std::vector<eventide::NewAuditLog>& new_rows) {
  checked(PQexec(connection_, "COPY public.audit_logs (actor_id, action, details) FROM STDIN (FORMAT binary)"),
          PGRES_COPY_IN);
  std::string buffer("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
  for (const eventide::NewAuditLog& row : new_rows) {
    buffer.append("\0\3\377\377\377\377", 6);  // three fields, the first NULL
    const std::string &action = row.action.value(), &details = row.details.value().text;
    append_number(buffer, static_cast<std::uint32_t>(action.size()));
    buffer.append(action);
    append_number(buffer, static_cast<std::uint32_t>(details.size() + 1));
    buffer.append("\1", 1).append(details);
    if (buffer.size() < 65536) continue;
    PQputCopyData(connection_, buffer.data(), static_cast<int>(buffer.size()));
    buffer.clear();
  }
  buffer.append("\377\377", 2);
  PQputCopyData(connection_, buffer.data(), static_cast<int>(buffer.size()));
  PQputCopyEnd(connection_, nullptr);
  checked(PQgetResult(connection_), PGRES_COMMAND_OK);
  while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
}

ByHand::Result ByHand::checked(PGresult* result, ExecStatusType wanted) {
  Result owned(result, PQclear);
  if (PQresultStatus(result) != wanted) fail();
  return owned;
}

void ByHand::fail() const { throw std::runtime_error(PQerrorMessage(connection_)); }

void ByHand::prepare(const char* name, const std::string& sql, const std::vector<Oid>& types) {
  checked(PQprepare(connection_, name, sql.c_str(), static_cast<int>(types.size()), types.data()), PGRES_COMMAND_OK);
}

ByHand::Result ByHand::with_number(const char* name, std::int64_t number) {
  const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(number));
  const char* values[] = {reinterpret_cast<const char*>(&swapped)};
  const int lengths[] = {8}, formats[] = {1};
  return checked(PQexecPrepared(connection_, name, 1, values, lengths, formats, 1));
}

ByHand::Result ByHand::with_array(const char* name, const std::string& array) {
  const char* values[] = {array.data()};
  const int lengths[] = {static_cast<int>(array.size())}, formats[] = {1};
  return checked(PQexecPrepared(connection_, name, 1, values, lengths, formats, 1));
}

}  // namespace schemac::bench
