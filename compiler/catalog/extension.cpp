#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {

void read_extensions(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kExtensions);
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    draft.put(kPgExtension, oid,
              model::Extension{.name = fields.text(),
                               .schema = fields.text(),
                               .version = fields.text(),
                               .relocatable = fields.flag(),
                               .comment = fields.text_or_null(),
                               .own_comment = fields.text_or_null()});
  }
}

}  // namespace schemac::catalog
