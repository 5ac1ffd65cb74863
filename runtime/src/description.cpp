// By the unnamed statement, which the next one replaces. https://www.postgresql.org/docs/15/protocol-flow.html
#include "schemac/runtime/description.hpp"

#include "answer.hpp"
#include "libpq.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/executor.hpp"
#include "wire.hpp"

namespace schemac::runtime {

StatementDescription Executor::describe_unchecked_sql(std::string_view sql,
                                                      const std::vector<std::uint32_t>& parameter_types) {
  if (sql.find('\0') != std::string_view::npos) throw InvalidValue("the SQL holds a NUL byte");
  const std::string text(sql);
  detail::Wire& connection = wire();
  const detail::Wire::Waiting waiting(connection);
  PGconn* const raw = connection.raw();
  connection.before_statement();
  connection.checked(detail::answer_to_prepare(raw, "", text.c_str(), parameter_types), text);
  const detail::ResultPtr found = connection.checked(detail::answer_to_describe(raw, ""), text);
  StatementDescription description;
  for (int i = 0; i < PQnparams(found.get()); ++i) description.parameters.push_back(PQparamtype(found.get(), i));
  for (int i = 0; i < PQnfields(found.get()); ++i)
    description.columns.push_back(
        {PQfname(found.get(), i), PQftype(found.get(), i), PQftable(found.get(), i), PQftablecol(found.get(), i)});
  return description;
}

}  // namespace schemac::runtime
