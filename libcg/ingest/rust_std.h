#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace cg::ingest {

/// The generic types of a library, as far as what they hold flows through them.
enum class LibraryShape : std::uint8_t {
  kNone,      ///< no such type
  kClear,     ///< used like what it holds: Box, Rc, Ref, Cow
  kOption,
  kResult,
  kSequence,  ///< vectors, slices, sets, queues and iterators
  kMap,       ///< of a key and a value
  kCell,      ///< what it holds is asked for: RefCell, Mutex, Borrow
  kTuple,
  kChannel,
};

/// What a method of such a type gives.
enum class RustGives : std::uint8_t {
  kUnknown,
  kSame,             ///< the same again
  kInner,            ///< what it holds; of a map the value
  kOptionOfInner,
  kResultOfInner,
  kSequenceOfInner,
  kSequenceOfKeys,
  kSequenceOfPairs,  ///< of keys and values
  kCounted,          ///< a sequence of (number, what it holds)
  kError,            ///< the other case of a Result
  kOptionOfError,
  kMapped,           ///< the same shape around what the function given returns
  kFlatMapped,       ///< what the function given returns
  kPairedOption,     ///< an Option of (inner, the rest)
  kInnerSequences,   ///< a sequence of sequences
};

[[nodiscard]] LibraryShape library_shape(std::string_view type);
[[nodiscard]] RustGives rust_method(LibraryShape shape, std::string_view method);
/// Whether a method gives its receiver, of whatever type that is: clone, borrow, as_ref.
[[nodiscard]] bool rust_keeps_type(std::string_view method);
/// All names that these functions know: they must be known to a Program though nothing in the tree defines them.
[[nodiscard]] std::span<const std::string_view> rust_std_names();

}  // namespace cg::ingest
