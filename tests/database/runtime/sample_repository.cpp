// What a generated source looks like, written by hand: the shape that the templates copy. Every statement is a literal,
// or put together from literals; columns are read by number, in the order in which the select list names them.
#include "database/runtime/sample_repository.hpp"

#include <map>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/enum.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/range.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/codec/uuid.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/transaction.hpp>
#include <schemac/runtime/variants.hpp>

namespace eventide {

namespace runtime = schemac::runtime;

namespace {

// The columns of a row, in order.
#define BOOKING_COLUMNS "id, user_id, reference, status, during, price, notes, created_at, updated_at"

using BookingShape = runtime::Shape<Booking, runtime::Uuid, runtime::Uuid, std::string, BookingStatus,
                                    runtime::Range<runtime::TimestampTz>, runtime::Numeric, std::optional<std::string>,
                                    runtime::TimestampTz, runtime::TimestampTz>;

constexpr runtime::Statement kFind{"SELECT " BOOKING_COLUMNS " FROM eventide.bookings WHERE id = $1"};
constexpr runtime::Statement kFindMany{"SELECT " BOOKING_COLUMNS
                                       " FROM eventide.bookings WHERE id = ANY($1::uuid[]) ORDER BY id"};
constexpr runtime::Statement kExists{"SELECT EXISTS (SELECT FROM eventide.bookings WHERE id = $1)"};
constexpr runtime::Statement kCount{"SELECT count(*) FROM eventide.bookings"};
constexpr runtime::Statement kFindByReference{"SELECT " BOOKING_COLUMNS " FROM eventide.bookings WHERE reference = $1"};
constexpr runtime::Statement kListByUser{"SELECT " BOOKING_COLUMNS
                                         " FROM eventide.bookings WHERE user_id = $1 ORDER BY id"};
// Two statements: `$1 IS NULL OR id > $1` in one would keep a generic plan from using the key's index as a bound.
constexpr runtime::Statement kFirstPage{"SELECT " BOOKING_COLUMNS " FROM eventide.bookings ORDER BY id LIMIT $1"};
constexpr runtime::Statement kPageAfter{"SELECT " BOOKING_COLUMNS
                                        " FROM eventide.bookings WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr runtime::Statement kRemove{"DELETE FROM eventide.bookings WHERE id = $1"};

// What of a NewBooking may be left to the database.
enum GivenField : std::size_t { kGivenId, kGivenStatus, kGivenCreatedAt, kGivenUpdatedAt, kGivenFields };
using Given = runtime::FieldSet<kGivenFields>;

Given given_of(const NewBooking& booking) {
  Given given;
  given.set(kGivenId, booking.id.has_value());
  given.set(kGivenStatus, booking.status.has_value());
  given.set(kGivenCreatedAt, booking.created_at.has_value());
  given.set(kGivenUpdatedAt, booking.updated_at.has_value());
  return given;
}

runtime::Assembly insert_sql(const Given& given) {
  runtime::Assembly sql{"INSERT INTO eventide.bookings (" BOOKING_COLUMNS ") VALUES ("};
  sql.separate(", ").placeholder_or_default(given.has(kGivenId));
  sql.separate(", ").placeholder();
  sql.separate(", ").placeholder();
  sql.separate(", ").placeholder_or_default(given.has(kGivenStatus));
  sql.separate(", ").placeholder();
  sql.separate(", ").placeholder();
  sql.separate(", ").placeholder();
  sql.separate(", ").placeholder_or_default(given.has(kGivenCreatedAt));
  sql.separate(", ").placeholder_or_default(given.has(kGivenUpdatedAt));
  sql.add(") RETURNING " BOOKING_COLUMNS);
  return sql;
}

// One array a column, so that the statement is the same for any number of rows. A column that is left to the database
// is not named at all: `unnest` has no DEFAULT.
runtime::Assembly insert_many_sql(const Given& given) {
  runtime::Assembly sql{"INSERT INTO eventide.bookings ("};
  if (given.has(kGivenId)) sql.separate(", ").add("id");
  sql.separate(", ").add("user_id");
  sql.separate(", ").add("reference");
  if (given.has(kGivenStatus)) sql.separate(", ").add("status");
  sql.separate(", ").add("during");
  sql.separate(", ").add("price");
  sql.separate(", ").add("notes");
  if (given.has(kGivenCreatedAt)) sql.separate(", ").add("created_at");
  if (given.has(kGivenUpdatedAt)) sql.separate(", ").add("updated_at");
  sql.add(") SELECT * FROM unnest(").restart_list();
  if (given.has(kGivenId)) sql.separate(", ").placeholder().add("::uuid[]");
  sql.separate(", ").placeholder().add("::uuid[]");
  sql.separate(", ").placeholder().add("::text[]");
  if (given.has(kGivenStatus)) sql.separate(", ").placeholder().add("::eventide.booking_status[]");
  sql.separate(", ").placeholder().add("::tstzrange[]");
  sql.separate(", ").placeholder().add("::numeric[]");
  sql.separate(", ").placeholder().add("::text[]");
  if (given.has(kGivenCreatedAt)) sql.separate(", ").placeholder().add("::timestamptz[]");
  if (given.has(kGivenUpdatedAt)) sql.separate(", ").placeholder().add("::timestamptz[]");
  sql.add(") RETURNING " BOOKING_COLUMNS);
  return sql;
}

std::vector<Booking> insert_alike(runtime::Executor& executor, const Given& given,
                                  const std::vector<const NewBooking*>& bookings) {
  static runtime::Variants variants;
  runtime::Parameters parameters;
  if (given.has(kGivenId)) runtime::add_column(parameters, bookings, &NewBooking::id, "id");
  runtime::add_column(parameters, bookings, &NewBooking::user_id, "user_id");
  runtime::add_column(parameters, bookings, &NewBooking::reference, "reference");
  if (given.has(kGivenStatus)) runtime::add_column(parameters, bookings, &NewBooking::status, "status");
  runtime::add_column(parameters, bookings, &NewBooking::during, "during");
  runtime::add_column(parameters, bookings, &NewBooking::price, "price");
  runtime::add_column(parameters, bookings, &NewBooking::notes, "notes");
  if (given.has(kGivenCreatedAt)) runtime::add_column(parameters, bookings, &NewBooking::created_at, "created_at");
  if (given.has(kGivenUpdatedAt)) runtime::add_column(parameters, bookings, &NewBooking::updated_at, "updated_at");
  const auto form = variants.of(given, [&] { return insert_many_sql(given); });
  return runtime::rows<BookingShape>(executor, form.statement(), parameters);
}

// What of a BookingPatch is set.
enum PatchField : std::size_t {
  kPatchUserId,
  kPatchReference,
  kPatchStatus,
  kPatchDuring,
  kPatchPrice,
  kPatchNotes,
  kPatchFields
};
using Patched = runtime::FieldSet<kPatchFields>;

Patched patched_by(const BookingPatch& patch) {
  Patched patched;
  patched.set(kPatchUserId, patch.user_id.is_set());
  patched.set(kPatchReference, patch.reference.is_set());
  patched.set(kPatchStatus, patch.status.is_set());
  patched.set(kPatchDuring, patch.during.is_set());
  patched.set(kPatchPrice, patch.price.is_set());
  patched.set(kPatchNotes, patch.notes.is_set());
  return patched;
}

// One statement for each set of columns that is really patched, put together once and then kept. A single
// `notes = CASE WHEN $2 THEN $3 ELSE notes END` for every column would be one literal, but it names all columns: it
// would fire their UPDATE OF triggers, ask for privileges on them, and take a key's lock although no key changes.
runtime::Assembly update_sql(const Patched& patched) {
  runtime::Assembly sql{"UPDATE eventide.bookings SET "};
  if (patched.has(kPatchUserId)) sql.separate(", ").add("user_id = ").placeholder();
  if (patched.has(kPatchReference)) sql.separate(", ").add("reference = ").placeholder();
  if (patched.has(kPatchStatus)) sql.separate(", ").add("status = ").placeholder();
  if (patched.has(kPatchDuring)) sql.separate(", ").add("during = ").placeholder();
  if (patched.has(kPatchPrice)) sql.separate(", ").add("price = ").placeholder();
  if (patched.has(kPatchNotes)) sql.separate(", ").add("notes = ").placeholder();
  sql.add(" WHERE id = ").placeholder();
  sql.add(" RETURNING " BOOKING_COLUMNS);
  return sql;
}

}  // namespace

std::optional<Booking> BookingRepository::find(const runtime::Uuid& id) const {
  return runtime::optional_one<BookingShape>(*executor_, kFind, runtime::values(id));
}

Booking BookingRepository::get(const runtime::Uuid& id) const {
  return runtime::one<BookingShape>(*executor_, kFind, runtime::values(id));
}

std::vector<Booking> BookingRepository::find_many(const std::vector<runtime::Uuid>& ids) const {
  return runtime::rows<BookingShape>(*executor_, kFindMany, runtime::values(ids));
}

bool BookingRepository::exists(const runtime::Uuid& id) const {
  return runtime::one<runtime::Scalar<bool>>(*executor_, kExists, runtime::values(id));
}

std::int64_t BookingRepository::count() const {
  return runtime::one<runtime::Scalar<std::int64_t>>(*executor_, kCount, runtime::values());
}

std::optional<Booking> BookingRepository::find_by_reference(const std::string& reference) const {
  return runtime::optional_one<BookingShape>(*executor_, kFindByReference, runtime::values(reference));
}

std::vector<Booking> BookingRepository::list_by_user(const runtime::Uuid& user_id) const {
  return runtime::rows<BookingShape>(*executor_, kListByUser, runtime::values(user_id));
}

std::vector<Booking> BookingRepository::page(const std::optional<runtime::Uuid>& after, std::int64_t limit) const {
  if (!after) return runtime::rows<BookingShape>(*executor_, kFirstPage, runtime::values(limit));
  return runtime::rows<BookingShape>(*executor_, kPageAfter, runtime::values(*after, limit));
}

Booking BookingRepository::insert(const NewBooking& booking) const {
  static runtime::Variants variants;
  const Given given = given_of(booking);
  runtime::Parameters parameters;
  if (given.has(kGivenId)) parameters.add(*booking.id);
  parameters.add(booking.user_id);
  parameters.add(booking.reference);
  if (given.has(kGivenStatus)) parameters.add(*booking.status);
  parameters.add(booking.during);
  parameters.add(booking.price);
  parameters.add(booking.notes);
  if (given.has(kGivenCreatedAt)) parameters.add(*booking.created_at);
  if (given.has(kGivenUpdatedAt)) parameters.add(*booking.updated_at);
  const auto form = variants.of(given, [&] { return insert_sql(given); });
  return runtime::one<BookingShape>(*executor_, form.statement(), parameters);
}

std::vector<Booking> BookingRepository::insert_many(const std::vector<NewBooking>& bookings) const {
  // Rows that leave the same columns to the database go together: one statement mostly.
  std::map<Given, std::vector<std::size_t>> groups;
  for (std::size_t row = 0; row < bookings.size(); ++row) groups[given_of(bookings[row])].push_back(row);
  std::vector<Booking> inserted(bookings.size());
  runtime::AtomicScope atomic(*executor_, groups.size() > 1);
  for (const auto& [given, places] : groups) {
    std::vector<const NewBooking*> alike;
    alike.reserve(places.size());
    for (const std::size_t place : places) alike.push_back(&bookings[place]);
    auto returned = insert_alike(*executor_, given, alike);
    runtime::place_rows(std::move(returned), places, inserted);
  }
  atomic.commit();
  return inserted;
}

Booking BookingRepository::update(const runtime::Uuid& id, const BookingPatch& patch) const {
  static runtime::Variants variants;
  const Patched patched = patched_by(patch);
  if (patched.none()) return get(id);
  runtime::Parameters parameters;
  if (patched.has(kPatchUserId)) parameters.add(patch.user_id.value());
  if (patched.has(kPatchReference)) parameters.add(patch.reference.value());
  if (patched.has(kPatchStatus)) parameters.add(patch.status.value());
  if (patched.has(kPatchDuring)) parameters.add(patch.during.value());
  if (patched.has(kPatchPrice)) parameters.add(patch.price.value());
  if (patched.has(kPatchNotes)) parameters.add(patch.notes.value());
  parameters.add(id);
  const auto form = variants.of(patched, [&] { return update_sql(patched); });
  return runtime::one<BookingShape>(*executor_, form.statement(), parameters);
}

bool BookingRepository::remove(const runtime::Uuid& id) const {
  return runtime::affected(*executor_, kRemove, runtime::values(id)) != 0;
}

}  // namespace eventide
