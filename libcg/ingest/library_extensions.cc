#include "libcg/ingest/library_types.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/parse/extraction.h"

// Members that a tree gives to types which are not in it: `fun String.toItem()`, `extension Array { ... }`, C#'s methods on
// IEnumerable<T>. No class of the tree has them, so they are found by their own name, and then by the receiver's type.

namespace cg::ingest {
namespace {

/// The name of the type that an expression names, its arguments aside; 0 if it has none.
GlobalName head_name(const Program& program, GlobalExpr type) {
  constexpr int kMaxWrappers = 8;
  for (int i = 0; i < kMaxWrappers && type != kNone; ++i) {
    const ProgramExpr& e = program.exprs[type];
    if (e.op == parse::Op::kName || e.op == parse::Op::kMember || e.op == parse::Op::kLiteral) return e.name;
    type = e.op == parse::Op::kGeneric || e.op == parse::Op::kUnwrap || e.op == parse::Op::kInstance ? e.base : kNone;
  }
  return 0;
}

}  // namespace

void LinkContext::find_library_extensions() {
  for (GlobalId id = 0; id < program_.symbols.size(); ++id) {
    const ProgramSymbol& s = program_.symbol(id);
    const SymbolDetail* d = program_.detail(id);
    if (d == nullptr || !program_.policy(id).overloads) continue;
    if (s.adds_to_type()) {
      const GlobalName type = tables_.part_of.contains(id) ? 0 : head_name(program_, d->type);
      if (type == 0) continue;
      for (const GlobalId member : program_.children(id)) {
        if (parse::is_function_like(program_.symbol(member).kind())) {
          tables_.library_extensions[program_.symbol(member).name].push_back({member, type});
        }
      }
    } else if (d->owner != kNone && parse::is_function_like(s.kind()) && !tables_.member_of.contains(id) &&
               program_.policy(id).imports != parse::ImportStyle::kInclude) {  // `void T::f()` of C++ adds nothing to T
      const GlobalName type = head_name(program_, d->owner);
      if (type != 0) tables_.library_extensions[s.name].push_back({id, type});
    }
  }
}

/// The tree's own members of that name for a value of a library's type.
Found Resolver::library_extension(const Value& v, GlobalName name) const {
  Found out;
  const auto known = t_.library_extensions.find(name);
  if (known == t_.library_extensions.end() || v.name == kNone || v.name == 0) return out;
  const bool in_tests = (p_.symbol(p_.files[file_].first).flags & parse::kTestCode) != 0;
  constexpr std::size_t kMaxExtensions = 64;
  if (known->second.size() > kMaxExtensions) return out;
  for (const auto& [function, type] : known->second) {
    const Fit fit = library_fit(p_.policy(function).name, p_.names.view(v.name), p_.names.view(type));
    if (fit == Fit::kNone || !visible(function)) continue;
    if (!in_tests && (p_.symbol(function).flags & parse::kTestCode) != 0) continue;  // what tests add is not there without them
    if (fit == Fit::kUnknown && known->second.size() > 1) continue;
    out.ids.push_back(function);
  }
  if (out.any()) out.how = How::kType;
  return out;
}

}  // namespace cg::ingest
