#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "libcg/base/kinds.h"
#include "libcg/ingest/program.h"

namespace cg::ingest {

/// What an expression may evaluate to, as far as linking cares.
struct Value {
  enum class Kind : std::uint8_t {
    kInstance,   ///< a value of class `id`
    kType,       ///< class `id` itself
    kCallable,   ///< function `id`
    kSpace,      ///< namespace, package or module `id` of Spaces
    kFile,       ///< file `id` as a module
    kExternal,   ///< something defined outside the tree
    kContainer,  ///< an external generic (list, map, optional, promise) of values of class `id`; kNone: of whatever
    kApplied,    ///< a type of Rust's library with its arguments: `id` counts those of the file being linked
    kPair,       ///< a tuple of a value of class `key` and one of class `id`
    kPairs,      ///< a container of such pairs: the items of a map
  };
  Kind kind = Kind::kExternal;
  std::uint32_t id = kNone;
  std::uint32_t key = kNone;  ///< of a container that is a map: the class of its keys
  std::uint32_t args = kNone;  ///< of generic types: their arguments, counted by the Resolver for the file being linked
  GlobalName name = kNone;     ///< of kExternal and kContainer: the type's name; 0 for one that no definition mentions
  friend bool operator==(const Value&, const Value&) = default;
};

/// A few alternatives; more than kMax are not followed (`more`). Empty: nothing is known.
class Values {
 public:
  static constexpr std::size_t kMax = 4;
  void add(Value v) {
    for (std::size_t i = 0; i < size_; ++i) {
      if (values_[i] == v) return;
    }
    if (size_ < kMax) values_[size_++] = v;
  }
  void add(const Values& other) {
    for (const Value& v : other) add(v);
  }
  [[nodiscard]] const Value* begin() const { return values_.data(); }
  [[nodiscard]] const Value* end() const { return values_.data() + size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::array<Value, kMax> values_;
  std::size_t size_ = 0;
};

[[nodiscard]] inline Values single(Value v) {
  Values out;
  out.add(v);
  return out;
}

/// Something that is defined outside the tree, whatever it is.
[[nodiscard]] inline Values outside_value() { return single({Value::Kind::kExternal, kNone}); }

[[nodiscard]] inline bool is_external(const Values& values) {
  return std::all_of(values.begin(), values.end(), [](const Value& v) { return v.kind == Value::Kind::kExternal; });
}

/// What a name may mean: the definitions found, and how. `external`: known to be defined outside the tree.
struct Found {
  std::vector<GlobalId> ids;
  std::vector<std::uint32_t> files;  ///< modules that are whole files
  std::uint32_t space = kNone;       ///< a namespace or package
  How how = How::kUnresolved;
  bool external = false;
  [[nodiscard]] bool any() const { return !ids.empty() || !files.empty() || space != kNone; }
};

}  // namespace cg::ingest
