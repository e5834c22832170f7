#include "libcg/parse/scopes.h"

#include <algorithm>

namespace cg::parse {

void Scopes::clear() {
  scopes_.clear();
  bindings_.clear();
  bound_.clear();
  slots_.assign(64, kNone);
  used_ = 0;
}

std::uint32_t Scopes::open(const Scope& scope) {
  scopes_.push_back(scope);
  return static_cast<std::uint32_t>(scopes_.size() - 1);
}

std::size_t Scopes::slot(NameId name, std::uint32_t scope) const {
  const std::uint64_t key = (std::uint64_t{scope} << 32) | name;
  const std::size_t mask = slots_.size() - 1;
  // Fibonacci hashing: the high bits of key times 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4).
  for (std::size_t at = (key * 0x9e3779b97f4a7c15ULL) >> 32 & mask;; at = (at + 1) & mask) {
    if (slots_[at] == kNone) return at;
    const Binding& b = bindings_[slots_[at]];
    if (b.name == name && b.scope == scope) return at;
  }
}

void Scopes::grow() {
  std::vector<std::uint32_t> old(slots_.size() * 2, kNone);
  old.swap(slots_);
  for (const std::uint32_t id : old) {
    if (id != kNone) slots_[slot(bindings_[id].name, bindings_[id].scope)] = id;
  }
}

std::uint32_t Scopes::bind(Binding binding) {
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  if (bound_.size() <= binding.name) bound_.resize(std::max<std::size_t>(binding.name + 1, bound_.size() * 2));
  bound_[binding.name] = true;
  std::uint32_t& head = slots_[slot(binding.name, binding.scope)];
  if (head == kNone) ++used_;
  binding.older = head;
  bindings_.push_back(binding);
  head = static_cast<std::uint32_t>(bindings_.size() - 1);
  return head;
}

Binding* Scopes::type_binding(NameId name, std::uint32_t scope) {
  const std::uint32_t id = newest(name, scope);
  return id != kNone && bindings_[id].is_type ? &bindings_[id] : nullptr;
}

std::uint32_t Scopes::newest(NameId name, std::uint32_t scope) const { return slots_[slot(name, scope)]; }

bool Scopes::is_outer(NameId name, std::uint32_t scope) const {
  const std::uint32_t id = newest(name, scope);
  return id != kNone && bindings_[id].outer;
}

std::uint32_t Scopes::lookup(NameId name, std::uint32_t scope, std::uint32_t at, bool hoisted) const {
  if (name >= bound_.size() || !bound_[name]) return kNone;
  for (; scope != kNone; scope = scopes_[scope].parent) {
    std::uint32_t last = kNone;
    for (std::uint32_t id = newest(name, scope); id != kNone && !bindings_[id].outer; id = bindings_[id].older) {
      if (bindings_[id].visible_from <= at || bindings_[id].symbol != kNone) return id;
      last = id;
    }
    if (hoisted && last != kNone) return last;
  }
  return kNone;
}

}  // namespace cg::parse
