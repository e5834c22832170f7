#include "libcg/ingest/resolver.h"
#include "libcg/ingest/rust_std.h"
#include "libcg/parse/extraction.h"

// What calls of Rust give: its library's methods hand on what a type holds, and a trait of the library that a type derives
// gives an instance of it.

namespace cg::ingest {

/// What a function given as the first argument of a call returns.
Values Resolver::returned_by_argument(const ProgramExpr& call) {
  if (call.args == 0 || arg(call, 0) == kNone) return {};
  const ProgramExpr& f = expr(arg(call, 0));
  if (f.op == parse::Op::kFunction) return evaluate(f.base);
  const GlobalExpr given = arg(call, 0);
  return result_of_call(evaluate(given), resolve(given));
}

Values Resolver::rust_method_result(const Value& receiver, std::string_view method, const ProgramExpr& call) {
  const LibraryShape shape = applied_[receiver.id].shape;
  const Values held = applied_arg(receiver, shape == LibraryShape::kMap ? 1 : 0);
  const auto around = [&](LibraryShape outer, const Values& inner) { return single(apply_shape(outer, {inner})); };
  switch (rust_method(shape, method)) {
    case RustGives::kUnknown: return outside_value();
    case RustGives::kSame: return single(receiver);
    case RustGives::kInner: return held;
    case RustGives::kOptionOfInner: return around(LibraryShape::kOption, held);
    case RustGives::kResultOfInner: return around(LibraryShape::kResult, held);
    case RustGives::kSequenceOfInner: return around(LibraryShape::kSequence, held);
    case RustGives::kSequenceOfKeys: return around(LibraryShape::kSequence, applied_arg(receiver, 0));
    case RustGives::kSequenceOfPairs:
      return around(LibraryShape::kSequence, single(apply_shape(LibraryShape::kTuple, {applied_arg(receiver, 0), held})));
    case RustGives::kCounted:
      return around(LibraryShape::kSequence, single(apply_shape(LibraryShape::kTuple, {outside_value(), held})));
    case RustGives::kError: return applied_arg(receiver, 1);
    case RustGives::kOptionOfError: return around(LibraryShape::kOption, applied_arg(receiver, 1));
    case RustGives::kMapped: return around(shape, returned_by_argument(call));
    case RustGives::kFlatMapped: {
      const Values given = returned_by_argument(call);
      return given.empty() ? outside_value() : given;
    }
    case RustGives::kPairedOption:
      return around(LibraryShape::kOption, single(apply_shape(LibraryShape::kTuple, {held, single(receiver)})));
    case RustGives::kInnerSequences: return around(LibraryShape::kSequence, around(LibraryShape::kSequence, held));
  }
  return outside_value();
}

/// Some(x), Ok(x), Box::new(x), Cell::new(x), Vec::from(x), mem::replace(x, y).
Values Resolver::rust_library_call(const ProgramExpr& call, const ProgramExpr& callee) {
  if (callee.name == kNone) return {};
  const std::string_view name = p_.names.view(callee.name);
  const Values given = call.args == 0 ? Values{} : evaluate(arg(call, 0));
  if (name == "Some") return single(apply_shape(LibraryShape::kOption, {given}));
  if (name == "Ok") return single(apply_shape(LibraryShape::kResult, {given}));
  if (name == "Err") return single(apply_shape(LibraryShape::kResult, {outside_value(), given}));
  if (callee.op != parse::Op::kMember || callee.base == kNone || expr(callee.base).name == kNone) return {};
  const ProgramExpr& holder = expr(callee.base);
  if (name == "default" || name == "from") {  // derived, or of a library trait: an instance of the type in front
    const Values& type = evaluate(callee.base);
    if (!type.empty() && !is_external(type)) return to_instances(type);
  }
  const std::string_view type = p_.names.view(holder.name);
  if (type == "mem" && (name == "replace" || name == "take")) return given;
  const LibraryShape shape = library_shape(type);
  if (name == "clone" && shape == LibraryShape::kClear) return given;  // Arc::clone(&x)
  if ((name != "new" && name != "from") || shape == LibraryShape::kNone) return {};
  if (shape == LibraryShape::kClear) return given.empty() ? outside_value() : to_instances(given);
  if (shape == LibraryShape::kCell) return single(apply_shape(shape, {given}));
  return name == "from" ? given : Values{};
}

Values Resolver::rust_call(const ProgramExpr& e) {
  if (e.base == kNone) return {};
  const ProgramExpr* callee = &expr(e.base);
  if (callee->op == parse::Op::kGeneric && callee->base != kNone) callee = &expr(callee->base);  // f::<T>()
  const Found& found = resolve(e.base);
  if (!found.any()) {
    if (callee->op == parse::Op::kMember && !callee->is_static && callee->base != kNone) {
      const std::string_view method = callee->name == kNone ? std::string_view{} : p_.names.view(callee->name);
      Values out;
      for (const Value& v : evaluate(callee->base)) {
        if (v.kind == Value::Kind::kApplied) {
          out.add(rust_method_result(v, method, e));
        } else if (v.kind == Value::Kind::kInstance && rust_keeps_type(method)) {
          out.add(v);
        }
      }
      return out;
    }
    return rust_library_call(e, *callee);
  }
  return result_of_call(evaluate(e.base), found);
}

}  // namespace cg::ingest
