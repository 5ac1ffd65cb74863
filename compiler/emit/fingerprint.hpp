// Tells without generating whether generating would give the same files: a sum over everything that they are made of.
// What the files on disk are like is not looked at here.
#pragma once

#include <string>

#include "emit/generate.hpp"
#include "model/declared.hpp"

namespace schemac::emit {

/// SHA-256 over all that generate() reads of its arguments and of the folders of templates. Equal sums of the same
/// program: equal files, and nothing to complain of that was not said before. Declared::hash stands for
/// Declared::schema. Throws FileError when a template exists and cannot be read.
[[nodiscard]] std::string fingerprint(const model::Declared& declared, const Options& options);

}  // namespace schemac::emit
