#pragma once
#include <array>
#include <cstdint>

#include "libcg/base/function_ref.h"
#include "libcg/parse/pattern.h"
#include "libcg/parse/syntax.h"

namespace cg::parse {

/// The nodes that a match captured, in the order of the pattern.
class Captures {
 public:
  struct Entry {
    CaptureId id;
    std::uint32_t node;
  };
  static constexpr std::size_t kMax = 64;  ///< what one match can hold; further nodes of a `*` are not captured

  /// First node captured under `id`; kNone if none (also for id 0).
  [[nodiscard]] std::uint32_t first(CaptureId id) const {
    if (id == 0) return kNoNode;
    for (std::size_t i = 0; i < size_; ++i) {
      if (entries_[i].id == id) return entries_[i].node;
    }
    return kNoNode;
  }
  [[nodiscard]] const Entry* begin() const { return entries_.data(); }
  [[nodiscard]] const Entry* end() const { return entries_.data() + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  void push(CaptureId id, std::uint32_t node) {
    if (size_ < kMax) entries_[size_++] = {id, node};
  }
  void shrink(std::size_t size) { size_ = size; }

  static constexpr std::uint32_t kNoNode = 0xffffffffU;

 private:
  std::array<Entry, kMax> entries_;
  std::size_t size_ = 0;
};

/// What languages differ in when nodes are walked: which are comments, and where a declarator's name hangs.
struct MatchContext {
  const Syntax* syntax = nullptr;
  const std::vector<bool>* named = nullptr;    ///< by symbol
  const std::vector<bool>* comment = nullptr;  ///< by symbol; beyond its end: no comment
  const std::vector<bool>* declarator = nullptr;  ///< by symbol: node types called *_declarator, for Predicate::kDeclares
  std::uint16_t declarator_field = 0;
};

/// Calls `found` for each match of `rule` at `node` whose predicates hold, until it returns true. Returns whether it did.
bool match_rule(const MatchContext& context, const Rule& rule, std::uint32_t node,
                FunctionRef<bool(const Captures&)> found);

}  // namespace cg::parse
