#include "libcg/storage/lmdb_guard.h"

#include <lmdb.h>

#include <array>
#include <csetjmp>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <mutex>

namespace cg::storage {
namespace {

/// Where the thread goes on after a fault; null outside of guarded calls.
thread_local sigjmp_buf* way_out = nullptr;

constexpr std::array<int, 2> kFaults{SIGSEGV, SIGBUS};

/// What was to happen on each of kFaults before.
struct Before {
  std::array<struct sigaction, kFaults.size()> actions;
};
Before before;

void on_fault(int number, siginfo_t* /*info*/, void* /*context*/) {
  if (way_out != nullptr) siglongjmp(*way_out, 1);
  // Not ours: on return the instruction faults again, and whoever was there before has it.
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    if (kFaults[i] == number) ::sigaction(number, &before.actions[i], nullptr);
  }
}

/// Each time, as a program that the library is part of may have set handlers since.
void install() {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  struct sigaction action {};
  action.sa_sigaction = on_fault;
  // Left by a jump and not by a return, the handler must not leave its signal blocked.
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    struct sigaction now {};
    ::sigaction(kFaults[i], nullptr, &now);
    if (now.sa_sigaction == on_fault) continue;
    before.actions[i] = now;
    ::sigaction(kFaults[i], &action, nullptr);
  }
}

void on_assertion(MDB_env* /*env*/, const char* message) {
  if (way_out != nullptr) siglongjmp(*way_out, 1);
  static_cast<void>(std::fprintf(stderr, "%s\n", message));  // LMDB aborts when this returns
}

}  // namespace

int guarded(FunctionRef<int()> read) {
  sigjmp_buf here;
  sigjmp_buf* const outer = way_out;
  if (sigsetjmp(here, 0) != 0) {
    way_out = outer;
    return MDB_CORRUPTED;
  }
  way_out = &here;
  const int code = read();
  way_out = outer;
  return code;
}

void prepare_guard(MDB_env* env) {
  install();
  static_cast<void>(mdb_env_set_assert(env, on_assertion));
}

}  // namespace cg::storage
