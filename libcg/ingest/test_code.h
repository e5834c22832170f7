#pragma once
#include <cstddef>
#include <string_view>

#include "libcg/parse/facts.h"

namespace cg::ingest {

/// Whether files of that path hold tests, as the runners of its language look for them: below `tests/`, `foo_test.go`, `foo.spec.ts`,
/// `FooTest.java`, `test_foo.py`.
[[nodiscard]] bool is_test_path(std::string_view path, std::string_view language);

/// Sets parse::kTestCode on what is a test or helps one: everything in a test's file, tests that say so themselves wherever they stand, the
/// class or module around them. What is a test by its name alone (pytest, unittest, minitest) becomes one, SymbolKind::kTest.
/// It is no part of the facts, which do not know their path.
void mark_test_code(parse::Facts& facts, std::size_t language, std::string_view path);

}  // namespace cg::ingest
