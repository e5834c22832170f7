#pragma once
#include "libcg/base/function_ref.h"

struct MDB_env;

namespace cg::storage {

/// LMDB trusts the pages of its trees, and follows where damage leads: into a page that is not there (SIGBUS), out of the
/// mapping (SIGSEGV), or into an assertion of its own. To check all of them beforehand is for writers (tree_check.h); it
/// would take longer than most questions.
///
/// Runs a call of LMDB that reads, and gives its code: MDB_CORRUPTED if it came to one of these ends. The call is left where
/// it was (siglongjmp), so it must be C all the way down, and only closing the handles it used may follow. A fault outside
/// of such a call is what it always was. Costs some 10 ns.
int guarded(FunctionRef<int()> read);

/// Faults and this environment's failed assertions go to guarded() from now on.
void prepare_guard(MDB_env* env);

}  // namespace cg::storage
