// What may be told of a statement where people read: in logs and as the names of metrics. SQL of repositories and
// queries has placeholders instead of values; SQL of a run-time string may have values in it, which are taken out here.
#pragma once

#include <string>
#include <string_view>

namespace schemac::runtime {

/// The statement in one line, with `?` for each literal and without comments. Names, placeholders and keywords stay.
std::string redacted(std::string_view sql);

/// The word that a statement begins with, in capitals.
std::string first_word(std::string_view sql);

/// What a comment at the beginning calls a statement: `/* name: busiest_users */`, as generated functions of queries
/// have it; empty: none does.
std::string_view given_name(std::string_view sql);

/// A short name: the given one, or what is done, to which table, and four digits that tell statements of like kind
/// apart, the same in every run: `SELECT public.users #1f0a`. Statements that differ by literals alone have one name.
std::string statement_name(std::string_view sql);

}  // namespace schemac::runtime
