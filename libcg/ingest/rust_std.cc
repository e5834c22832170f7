#include "libcg/ingest/rust_std.h"

#include <algorithm>
#include <vector>

// A table of Rust's library, since it is in no tree: which method of which generic type hands on what the type holds. Only what
// programs chain every day is here; a method that is not gives something unknown.

namespace cg::ingest {
namespace {

struct TypeRow {
  std::string_view name;
  LibraryShape shape;
};
constexpr TypeRow kTypes[] = {
    {"Box", LibraryShape::kClear},          {"Rc", LibraryShape::kClear},           {"Arc", LibraryShape::kClear},
    {"Cow", LibraryShape::kClear},          {"Ref", LibraryShape::kClear},          {"RefMut", LibraryShape::kClear},
    {"Pin", LibraryShape::kClear},          {"MutexGuard", LibraryShape::kClear},   {"RwLockReadGuard", LibraryShape::kClear},
    {"Future", LibraryShape::kClear},       {"BoxFuture", LibraryShape::kClear},    {"LocalBoxFuture", LibraryShape::kClear},
    {"ManuallyDrop", LibraryShape::kClear}, {"RwLockWriteGuard", LibraryShape::kClear}, {"NonNull", LibraryShape::kCell},
    {"Option", LibraryShape::kOption},      {"Result", LibraryShape::kResult},      {"Vec", LibraryShape::kSequence},
    {"VecDeque", LibraryShape::kSequence},  {"HashSet", LibraryShape::kSequence},   {"BTreeSet", LibraryShape::kSequence},
    {"BinaryHeap", LibraryShape::kSequence}, {"LinkedList", LibraryShape::kSequence}, {"Iterator", LibraryShape::kSequence},
    {"IntoIterator", LibraryShape::kSequence}, {"DoubleEndedIterator", LibraryShape::kSequence}, {"ExactSizeIterator", LibraryShape::kSequence},
    {"Peekable", LibraryShape::kSequence},  {"IntoIter", LibraryShape::kSequence},  {"Iter", LibraryShape::kSequence},
    {"IterMut", LibraryShape::kSequence},   {"Drain", LibraryShape::kSequence},     {"array", LibraryShape::kSequence},
    {"HashMap", LibraryShape::kMap},        {"BTreeMap", LibraryShape::kMap},       {"IndexMap", LibraryShape::kMap},
    {"Cell", LibraryShape::kCell},          {"RefCell", LibraryShape::kCell},       {"Mutex", LibraryShape::kCell},
    {"RwLock", LibraryShape::kCell},        {"OnceCell", LibraryShape::kCell},      {"OnceLock", LibraryShape::kCell},
    {"Borrow", LibraryShape::kCell},        {"BorrowMut", LibraryShape::kCell},     {"AsRef", LibraryShape::kCell},
    {"AsMut", LibraryShape::kCell},         {"Into", LibraryShape::kCell},          {"Deref", LibraryShape::kCell},
    {"tuple", LibraryShape::kTuple},         {"slice", LibraryShape::kSequence},      {"map", LibraryShape::kMap},
    {"chan", LibraryShape::kChannel},
};

struct MethodRow {
  LibraryShape shape;
  RustGives gives;
  std::string_view names;  ///< separated by single spaces
};
constexpr MethodRow kMethods[] = {
    {LibraryShape::kOption, RustGives::kInner,
     "unwrap expect unwrap_or unwrap_or_else unwrap_or_default unwrap_unchecked insert get_or_insert get_or_insert_with map_or map_or_else"},
    {LibraryShape::kOption, RustGives::kSame,
     "as_ref as_mut as_deref as_deref_mut take clone cloned copied or or_else filter replace xor by_ref inspect"},
    {LibraryShape::kOption, RustGives::kResultOfInner, "ok_or ok_or_else"},
    {LibraryShape::kOption, RustGives::kSequenceOfInner, "iter iter_mut into_iter"},
    {LibraryShape::kOption, RustGives::kMapped, "map"},
    {LibraryShape::kOption, RustGives::kFlatMapped, "and_then"},
    {LibraryShape::kResult, RustGives::kInner, "unwrap expect unwrap_or unwrap_or_else unwrap_or_default unwrap_unchecked"},
    {LibraryShape::kResult, RustGives::kSame, "as_ref as_mut as_deref as_deref_mut clone cloned copied map_err or_else inspect inspect_err"},
    {LibraryShape::kResult, RustGives::kOptionOfInner, "ok"},
    {LibraryShape::kResult, RustGives::kError, "unwrap_err expect_err"},
    {LibraryShape::kResult, RustGives::kOptionOfError, "err"},
    {LibraryShape::kResult, RustGives::kSequenceOfInner, "iter iter_mut into_iter"},
    {LibraryShape::kResult, RustGives::kMapped, "map"},
    {LibraryShape::kResult, RustGives::kFlatMapped, "and_then"},
    {LibraryShape::kSequence, RustGives::kOptionOfInner,
     "first last get get_mut first_mut last_mut pop pop_front pop_back front back front_mut back_mut next next_back next_if peek peek_mut "
     "nth nth_back find rfind min max min_by max_by min_by_key max_by_key reduce"},
    {LibraryShape::kSequence, RustGives::kSame,
     "iter iter_mut into_iter drain rev skip skip_while take take_while filter chain cloned copied by_ref peekable as_slice as_mut_slice "
     "to_vec clone as_ref as_mut step_by inspect fuse cycle to_owned into_boxed_slice into_vec split_off collect borrow borrow_mut "
     "into_sorted_vec range difference union intersection leak"},
    {LibraryShape::kSequence, RustGives::kInner, "remove swap_remove get_unchecked get_unchecked_mut"},
    {LibraryShape::kSequence, RustGives::kCounted, "enumerate"},
    {LibraryShape::kSequence, RustGives::kMapped, "map"},
    {LibraryShape::kSequence, RustGives::kPairedOption, "split_first split_last"},
    {LibraryShape::kSequence, RustGives::kInnerSequences, "windows chunks chunks_exact split"},
    {LibraryShape::kMap, RustGives::kOptionOfInner, "get get_mut remove insert"},
    {LibraryShape::kMap, RustGives::kInner, "or_insert or_insert_with or_default entry"},
    {LibraryShape::kMap, RustGives::kSequenceOfInner, "values values_mut into_values"},
    {LibraryShape::kMap, RustGives::kSequenceOfKeys, "keys into_keys"},
    {LibraryShape::kMap, RustGives::kSequenceOfPairs, "iter iter_mut into_iter drain range"},
    {LibraryShape::kMap, RustGives::kSame, "clone as_ref as_mut borrow"},
    {LibraryShape::kCell, RustGives::kInner, "borrow borrow_mut get get_mut into_inner replace take as_ref as_mut into deref deref_mut load"},
    {LibraryShape::kCell, RustGives::kResultOfInner, "lock read write try_lock try_read try_write try_borrow try_borrow_mut"},
    {LibraryShape::kTuple, RustGives::kSame, "clone as_ref"},
};

constexpr std::string_view kKeeping = "clone to_owned borrow borrow_mut as_ref as_mut by_ref deref deref_mut into or_default or_insert or_insert_with";

/// Words of the language and functions whose argument is handed on.
constexpr std::string_view kWords = "crate super $crate self Self Some Ok Err None new from default mem replace await";

bool has_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace

LibraryShape library_shape(std::string_view type) {
  for (const TypeRow& row : kTypes) {
    if (row.name == type) return row.shape;
  }
  return LibraryShape::kNone;
}

RustGives rust_method(LibraryShape shape, std::string_view method) {
  for (const MethodRow& row : kMethods) {
    if (row.shape == shape && has_word(row.names, method)) return row.gives;
  }
  return RustGives::kUnknown;
}

bool rust_keeps_type(std::string_view method) { return has_word(kKeeping, method); }

std::span<const std::string_view> rust_std_names() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    const auto add = [&](std::string_view words) {
      while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        names.push_back(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
      }
    };
    for (const TypeRow& row : kTypes) names.push_back(row.name);
    for (const MethodRow& row : kMethods) add(row.names);
    add(kKeeping);
    add(kWords);
    return names;
  }();
  return kNames;
}

}  // namespace cg::ingest
