// A plan in the form that spares those who use the database meanwhile: the steps of make() stay what they are and lead
// to the same state, but what would scan or rewrite a table under a lock that others wait for is done in several steps.
// Decision 0010. What each form locks: https://www.postgresql.org/docs/15/explicit-locking.html and the notes of
// ALTER TABLE, CREATE INDEX and DROP INDEX.
#pragma once

#include <string>

#include "diff/changes.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

/// Rewrites `plan`, which make() made of `difference`. Of tables and materialized views that are there before and that
/// the plan does not make anew: indexes are built and dropped concurrently, what replaces an index before that one
/// goes; primary keys and unique constraints take over an index built so; checks and foreign keys are added NOT VALID
/// and validated in a transaction of their own; NOT NULL follows a validated check; a default that is volatile is
/// filled in block by block. Whatever meets something that exists waits for its locks no longer than `lock_timeout` (as
/// PostgreSQL writes it: `3s`). A plan that only makes new things stays as it is.
[[nodiscard]] Plan online(const Plan& plan, const diff::Difference& difference, const std::string& lock_timeout);

}  // namespace schemac::plan
