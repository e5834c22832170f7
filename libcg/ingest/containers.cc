#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// Lists, maps, optionals, promises: generic types from outside the tree are not known, but what they hold is said by their
// arguments. A few of their methods, and of a language's built-in functions, hand on what is inside.

namespace cg::ingest {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Generic types that are transparent: a value of Optional[T] or Box<T> is used like a T.
bool is_transparent(std::string_view name) {
  static constexpr std::string_view kNames[] = {"Optional", "Final",  "Annotated", "ClassVar", "Readonly", "Partial",
                                                "Required", "Box",    "Rc",        "Arc",      "Ref",      "RefMut",
                                                "Type",     "type",   "unique_ptr", "shared_ptr", "Self",  "NonNullable",
                                                "Awaited",  "Omit",   "Pick",      "const",    "Cow"};
  return is_one_of(name, kNames);
}

/// Generic types of keys and values.
bool is_map(std::string_view name) {
  for (const std::string_view end : {"Map", "dict", "Dict", "Mapping", "Record"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

/// Methods of external containers whose result is what the container holds, or the container again.
enum class Through { kNo, kInner, kSame, kKeys, kValues, kPairs };
Through through(std::string_view method) {
  static constexpr std::string_view kInner[] = {"unwrap", "expect", "unwrap_or", "unwrap_or_else", "unwrap_or_default", "get", "first",
                                                "last", "pop", "next", "peek", "lock", "borrow", "borrow_mut", "await", "value",
                                                "orElse", "orElseThrow", "find", "shift", "at", "take", "remove", "getOrDefault",
                                                "setdefault", "popleft", "getValue", "poll", "getFirst", "getLast", "removeFirst", "removeLast"};
  static constexpr std::string_view kSame[] = {"iter", "iter_mut", "into_iter", "clone", "as_ref", "as_mut", "as_deref", "to_vec",
                                               "copied", "cloned", "filter", "rev", "sort", "sorted", "slice", "concat", "stream",
                                               "skip", "ok", "or", "map_err", "copy", "iterator", "reversed", "by_ref"};
  if (is_one_of(method, kInner)) return Through::kInner;
  if (is_one_of(method, kSame)) return Through::kSame;
  if (method == "keys" || method == "keySet") return Through::kKeys;
  if (method == "values" || method == "entrySet") return Through::kValues;
  return method == "items" ? Through::kPairs : Through::kNo;
}

/// Python's built-in functions that give what they were given, in another order or another container.
bool keeps_elements(std::string_view function) {
  static constexpr std::string_view kNames[] = {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "deque"};
  return is_one_of(function, kNames);
}

Value instance(std::uint32_t id) {
  return id == kNone ? Value{Value::Kind::kExternal, kNone} : Value{Value::Kind::kInstance, id};
}

bool holds_values(const Value& v) {
  return v.kind == Value::Kind::kType || v.kind == Value::Kind::kInstance || v.kind == Value::Kind::kContainer;
}

}  // namespace

/// What a type with arguments stands for: a class of the tree itself, or an external container of its arguments.
Values Resolver::generic(const ProgramExpr& e) {
  Values out;
  for (const Value& v : evaluate(e.base)) {
    if (v.kind == Value::Kind::kType) out.add(v);
  }
  if (!out.empty() || e.args == 0) return out;
  const ProgramExpr& head = expr(e.base);
  const std::string_view name = head.name == kNone ? std::string_view{} : p_.names.view(head.name);
  const bool python = p_.policy(e.scope).imports == parse::ImportStyle::kPython;
  const bool tuple = python && (name == "Tuple" || name == "tuple") && e.args == 2;
  // Of several arguments the last is what is held (map<K, V>), except where the first is the good case or what is yielded.
  const bool first = name == "Result" || name == "Pick" || name == "Omit" || (python && name.ends_with("Generator"));
  Values keys;
  if (e.args == 2 && (is_map(name) || tuple)) keys = evaluate(arg(e, 0));
  if (keys.empty()) keys.add({Value::Kind::kExternal, kNone});
  Values held = evaluate(arg(e, first ? 0 : e.args - 1));
  if (held.empty()) held.add({Value::Kind::kExternal, kNone});
  for (const Value& v : held) {
    if (is_transparent(name)) {
      if (v.kind != Value::Kind::kExternal || held.size() > 1) out.add(v);
      continue;
    }
    if (v.kind == Value::Kind::kPair) out.add({Value::Kind::kPairs, v.id, v.key});
    for (const Value& k : keys) {
      const std::uint32_t key = holds_values(k) ? k.id : kNone;
      const std::uint32_t id = holds_values(v) ? v.id : kNone;
      if (id == kNone && key == kNone) continue;
      out.add({tuple ? Value::Kind::kPair : Value::Kind::kContainer, id, key, library_type(head.name).name});
    }
  }
  if (out.empty()) out.add({Value::Kind::kContainer, kNone, kNone, library_type(head.name).name});
  return out;
}

/// What a method of an external container gives; empty if this is no such call.
Values Resolver::container_method(const ProgramExpr& call) {
  Values out;
  if (call.base == kNone) return out;
  const ProgramExpr& callee = expr(call.base);
  if (callee.op == parse::Op::kName) return container_function(call, callee);
  if (callee.op != parse::Op::kMember || callee.base == kNone || callee.name == kNone) return out;
  const Through t = through(p_.names.view(callee.name));
  if (t == Through::kNo) return out;
  for (const Value& v : evaluate(callee.base)) {
    if (v.kind != Value::Kind::kContainer) continue;
    switch (t) {
      case Through::kInner: if (v.id != kNone) out.add(instance(v.id)); break;
      case Through::kSame: out.add(v); break;
      case Through::kKeys: out.add({Value::Kind::kContainer, v.key}); break;
      case Through::kValues: out.add({Value::Kind::kContainer, v.id}); break;
      case Through::kPairs: out.add({Value::Kind::kPairs, v.id, v.key}); break;
      case Through::kNo: break;
    }
  }
  return out;
}

/// Python's sorted(x), enumerate(x), next(x) where the tree has no such function of its own.
Values Resolver::container_function(const ProgramExpr& call, const ProgramExpr& callee) {
  Values out;
  if (p_.policy(call.scope).imports != parse::ImportStyle::kPython || callee.name == kNone || call.args == 0) return out;
  const std::string_view name = p_.names.view(callee.name);
  const bool keeps = keeps_elements(name);
  if (!keeps && name != "enumerate" && name != "next") return out;
  if (resolve(call.base).any()) return out;
  const Values given = evaluate(arg(call, 0));
  if (keeps) {
    for (const Value& v : given) {
      const bool container = v.kind == Value::Kind::kContainer;
      if (container || v.kind == Value::Kind::kPairs) out.add(container && v.key != kNone ? Value{v.kind, v.key} : v);
    }
    return out;
  }
  for (const Value& v : inner_of(given, parse::Op::kElement, 0)) {
    if (name == "next") out.add(v);
    if (name == "enumerate" && v.kind == Value::Kind::kInstance) out.add({Value::Kind::kPairs, v.id});
  }
  return out;
}

/// What is inside: of a container what it holds. A pointer or array of C is its element; a plain object has no inside
/// that is known, but unwrapping it (await, ?, *) may be a matter of form. `item` counts for kItem.
Values Resolver::inner_of(const Values& base, parse::Op op, std::uint32_t item) {
  Values out;
  for (const Value& v : base) {
    switch (v.kind) {
      case Value::Kind::kContainer: {
        const bool python = parse::all_languages()[p_.files[file_].language].imports == parse::ImportStyle::kPython;
        const bool keys = python && op == parse::Op::kElement && v.key != kNone;
        out.add(instance(keys ? v.key : v.id));
        break;
      }
      case Value::Kind::kPairs:
        if (op == parse::Op::kElement || op == parse::Op::kIndex) out.add({Value::Kind::kPair, v.id, v.key});
        break;
      case Value::Kind::kPair:
        if (op == parse::Op::kItem) out.add(instance(item == 0 ? v.key : v.id));
        break;
      case Value::Kind::kInstance: {
        const bool pointers = p_.policy(v.id).imports == parse::ImportStyle::kInclude;
        if (op == parse::Op::kUnwrap || (pointers && op == parse::Op::kIndex)) out.add(v);
        if (op == parse::Op::kItem) out.add(v);
        break;
      }
      case Value::Kind::kExternal: out.add(v); break;
      default:
        if (op == parse::Op::kUnwrap) out.add(v);
        break;
    }
  }
  return out;
}

}  // namespace cg::ingest
