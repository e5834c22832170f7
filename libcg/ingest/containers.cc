#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "libcg/ingest/known_words.h"
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

/// Pairs of the libraries of declared types.
bool is_pair(std::string_view name) { return name == "Entry" || name == "KeyValuePair" || name == "Pair"; }

/// Methods of external containers whose result is what the container holds, or the container again.
constexpr std::string_view kInnerNames[] = {"unwrap", "expect", "unwrap_or", "unwrap_or_else", "unwrap_or_default", "get", "first",
                                              "last", "pop", "next", "peek", "lock", "borrow", "borrow_mut", "await", "value",
                                              "orElse", "orElseThrow", "find", "shift", "at", "take", "remove", "getOrDefault",
                                              "setdefault", "popleft", "getValue", "poll", "getFirst", "getLast", "removeFirst",
                                              "removeLast"};
constexpr std::string_view kSameNames[] = {"iter", "iter_mut", "into_iter", "clone", "as_ref", "as_mut", "as_deref", "to_vec",
                                             "copied", "cloned", "filter", "rev", "sort", "sorted", "slice", "concat", "stream",
                                             "skip", "ok", "or", "map_err", "copy", "iterator", "reversed", "by_ref"};
// Of the libraries whose methods are named alike and mean the same: Java's, Kotlin's, Scala's, C#'s and Swift's.
constexpr std::string_view kDeclaredInner[] = {
    "firstOrNull", "lastOrNull", "single", "singleOrNull", "getOrNull", "elementAt", "maxByOrNull", "minByOrNull", "maxBy", "minBy",
    "random", "removeAt", "getOrPut", "getOrElse", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault",
    "ElementAt", "Find", "MaxBy", "MinBy", "Dequeue", "Peek", "Pop", "GetValueOrDefault", "Result", "Value", "head", "last", "popLast",
    "randomElement", "orElseGet", "pollFirst", "pollLast", "peekFirst", "peekLast", "join", "element"};
constexpr std::string_view kDeclaredSame[] = {
    "parallelStream", "distinct", "limit", "toList", "takeWhile", "dropWhile", "findFirst", "findAny", "collect", "filterNot",
    "sortedBy", "sortedByDescending", "sortedWith", "drop", "toSet", "toMutableList", "shuffled", "asSequence", "onEach", "plus", "minus",
    "filterNotNull", "asReversed", "Where", "OrderBy", "OrderByDescending", "ThenBy", "Take", "Skip", "Distinct", "Reverse", "Concat",
    "Union", "Except", "Append", "ToList", "ToArray", "ToHashSet", "AsEnumerable", "AsQueryable", "FindAll", "sortBy", "sortWith", "tail",
    "init", "reverse", "toSeq", "toVector", "headOption", "lastOption", "prefix", "suffix", "dropFirst", "dropLast", "lazy", "subList",
    "ofNullable", "ConfigureAwait", "withFilter", "takeRight", "dropRight", "filterIsInstance"};
// What gives a container of what its lambda gives.
constexpr std::string_view kMappers[] = {"map", "flatMap", "Select", "SelectMany", "mapNotNull", "compactMap", "mapIndexed", "thenApply",
                                         "thenCompose"};
constexpr std::string_view kOthers[] = {"getKey", "Key", "key", "entrySet", "entries", "Keys", "Values", "keys", "keySet", "values", "items",
                                        "second", "_2", "Item2", "_1", "Item1", "forEach", "foreach", "ForEach", "any", "all", "none",
                                        "Any", "All", "exists", "forall", "contains", "fold", "foldLeft", "reduce", "Aggregate",
                                        "enumerate", "list", "tuple", "set", "frozenset", "iter", "deque", "this[]", "subscript", "apply"};

enum class Through { kNo, kInner, kSame, kKeys, kValues, kPairs, kMapped, kKey };
Through through(std::string_view method, const parse::LanguagePolicy& policy) {
  const bool declared = policy.overloads && policy.imports != parse::ImportStyle::kInclude;
  if (declared) {
    if (policy.name == "scala" && method == "find") return Through::kSame;  // an Option
    if (policy.name == "kotlin" && method == "take") return Through::kSame;
    if (policy.name == "scala" && (method == "take" || method == "orElse")) return Through::kSame;
    if (is_one_of(method, kDeclaredInner)) return Through::kInner;
    if (is_one_of(method, kDeclaredSame)) return Through::kSame;
    if (is_one_of(method, kMappers)) return Through::kMapped;
    if (method == "getKey" || method == "Key" || method == "key") return Through::kKey;
    if (method == "entrySet" || method == "entries") return Through::kPairs;
    if (method == "Keys") return Through::kKeys;
    if (method == "Values") return Through::kValues;
  }
  if (is_one_of(method, kInnerNames)) return Through::kInner;
  if (is_one_of(method, kSameNames)) return Through::kSame;
  if (method == "keys" || method == "keySet") return Through::kKeys;
  if (method == "values") return Through::kValues;
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

std::vector<std::string_view> container_words() {
  std::vector<std::string_view> out;
  out.insert(out.end(), std::begin(kInnerNames), std::end(kInnerNames));
  out.insert(out.end(), std::begin(kSameNames), std::end(kSameNames));
  out.insert(out.end(), std::begin(kDeclaredInner), std::end(kDeclaredInner));
  out.insert(out.end(), std::begin(kDeclaredSame), std::end(kDeclaredSame));
  out.insert(out.end(), std::begin(kMappers), std::end(kMappers));
  out.insert(out.end(), std::begin(kOthers), std::end(kOthers));
  return out;
}

/// What a type with arguments stands for: a class of the tree itself, or an external container of its arguments.
Values Resolver::generic(const ProgramExpr& e) {
  Arguments args;
  for (std::uint32_t i = 0; i < e.args; ++i) args.push_back(evaluate(arg(e, i)));
  return apply_arguments(e, args);
}

Values Resolver::apply_arguments(const ProgramExpr& e, const Arguments& args) {
  Values out;
  const parse::LanguagePolicy& policy = p_.policy(e.scope == 0 && e.base != kNone ? expr(e.base).scope : e.scope);
  const bool declared = policy.overloads && policy.imports != parse::ImportStyle::kInclude;
  const bool said = declared && std::any_of(args.begin(), args.end(), [](const Values& v) { return !v.empty(); });
  const std::uint32_t list = said ? intern_arguments(args) : kNone;
  for (Value v : evaluate(e.base)) {
    if (v.kind != Value::Kind::kType) continue;
    v.args = list;
    out.add(v);
  }
  if (!out.empty() || args.empty()) return out;
  const ProgramExpr& head = expr(e.base);
  const std::string_view name = head.name == kNone ? std::string_view{} : p_.names.view(head.name);
  const bool python = policy.imports == parse::ImportStyle::kPython;
  const bool tuple = args.size() == 2 && ((python && (name == "Tuple" || name == "tuple")) || (declared && is_pair(name)));
  // Of several arguments the last is what is held (map<K, V>), except where the first is the good case or what is yielded.
  const bool first = name == "Result" || name == "Pick" || name == "Omit" || (python && name.ends_with("Generator"));
  Values keys;
  if (args.size() == 2 && (is_map(name) || tuple)) keys = args[0];
  if (keys.empty()) keys.add({Value::Kind::kExternal, kNone});
  Values held = args[first ? 0 : args.size() - 1];
  if (held.empty()) held.add({Value::Kind::kExternal, kNone});
  for (const Value& v : held) {
    if (is_transparent(name) && !declared) {
      if (v.kind != Value::Kind::kExternal || held.size() > 1) out.add(v);
      continue;
    }
    if (v.kind == Value::Kind::kPair) out.add({Value::Kind::kPairs, v.id, v.key});
    for (const Value& k : keys) {
      const std::uint32_t key = holds_values(k) ? k.id : kNone;
      const std::uint32_t id = holds_values(v) ? v.id : kNone;
      if (id == kNone && key == kNone) continue;
      out.add({tuple ? Value::Kind::kPair : Value::Kind::kContainer, id, key, list, library_type(head.name).name});
    }
  }
  if (out.empty()) out.add({tuple ? Value::Kind::kPair : Value::Kind::kContainer, kNone, kNone, list, library_type(head.name).name});
  return out;
}

/// What a container holds, its own arguments included where they are known.
Values Resolver::contents(const Value& container) {
  const Arguments* args = arguments(container);
  if (args != nullptr && !args->empty() && !args->back().empty()) return to_instances(args->back());
  Values out;
  out.add(instance(container.id));
  return out;
}

/// What a method of an external container gives; empty if this is no such call.
Values Resolver::container_method(const ProgramExpr& call) {
  Values out;
  if (call.base == kNone) return out;
  const ProgramExpr* callee = &expr(call.base);
  if (callee->op == parse::Op::kName) return container_function(call, *callee);
  if (callee->op == parse::Op::kGeneric && callee->base != kNone) callee = &expr(callee->base);
  if (callee->op != parse::Op::kMember || callee->base == kNone || callee->name == kNone) return out;
  const parse::LanguagePolicy& policy = p_.policy(call.scope);
  const Through t = through(p_.names.view(callee->name), policy);
  if (t == Through::kNo) return out;
  for (const Value& v : Values(evaluate(callee->base))) {
    if (v.kind == Value::Kind::kPair && t == Through::kInner) out.add(instance(v.id));
    if (v.kind == Value::Kind::kPair && t == Through::kKey) out.add(instance(v.key));
    if (v.kind == Value::Kind::kPairs && t == Through::kSame) out.add(v);
    if (v.kind != Value::Kind::kContainer) continue;
    switch (t) {
      case Through::kInner: if (v.id != kNone || v.args != kNone) out.add(contents(v)); break;
      case Through::kSame: out.add(v); break;
      case Through::kKeys: out.add({Value::Kind::kContainer, v.key}); break;
      case Through::kValues: out.add({Value::Kind::kContainer, v.id}); break;
      case Through::kPairs: out.add({Value::Kind::kPairs, v.id, v.key}); break;
      case Through::kMapped: out.add(mapped(call)); break;
      case Through::kKey:
      case Through::kNo: break;
    }
  }
  return out;
}

/// A container of what a lambda gives: list.map(x -> x.name()).
Values Resolver::mapped(const ProgramExpr& call) {
  Values out;
  if (call.args == 0) return out;
  Arguments args(1, lambda_result(arg(call, call.args - 1U)));
  for (const Value& v : Values(args[0])) {
    if (v.kind == Value::Kind::kContainer) {  // flatMap gives one container
      out.add(v);
    } else {
      out.add({Value::Kind::kContainer, holds_values(v) ? v.id : kNone, kNone, intern_arguments(args)});
    }
  }
  return out;
}

/// What is read from an external container as if it were a field: list.first, pair.value, option.get.
Values Resolver::container_property(const ProgramExpr& member) {
  Values out;
  const parse::LanguagePolicy& policy = p_.policy(member.scope);
  const bool declared = policy.overloads && policy.imports != parse::ImportStyle::kInclude;
  if (!declared || member.name == kNone || member.is_callee) return out;
  const std::string_view name = p_.names.view(member.name);
  const Through t = through(name, policy);
  for (const Value& v : Values(evaluate(member.base))) {
    if (v.kind == Value::Kind::kContainer && t == Through::kInner) out.add(contents(v));
    if ((v.kind == Value::Kind::kContainer || v.kind == Value::Kind::kPairs) && t == Through::kSame) out.add(v);
    if (v.kind == Value::Kind::kContainer && t == Through::kValues) out.add({Value::Kind::kContainer, v.id});
    if (v.kind != Value::Kind::kPair) continue;
    if (t == Through::kInner || name == "second" || name == "_2" || name == "Item2") out.add(instance(v.id));
    if (t == Through::kKey || name == "first" || name == "_1" || name == "Item1") out.add(instance(v.key));
  }
  return out;
}

/// What a[i] gives where a's class says it itself: C#'s indexers, Kotlin's get, Swift's subscripts.
Values Resolver::indexed(const ProgramExpr& e) {
  Values out;
  const parse::LanguagePolicy& policy = p_.policy(e.base == kNone ? 0 : expr(e.base).scope);
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {{"cpp", "operator[]"}, {"csharp", "this[]"},      {"swift", "subscript"}, {"kotlin", "get"},
                                                                             {"rust", "index"},     {"python", "__getitem__"}, {"ruby", "[]"}};
  const auto known = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& entry) { return entry.first == policy.name; });
  if (known == std::end(kNames)) return out;
  const GlobalName name = p_.find_name(known->second);
  if (name == kNone || (policy.imports == parse::ImportStyle::kInclude && !has_subscript(e.base))) return out;
  for (const Value& v : Values(evaluate(e.base))) {
    if (v.kind != Value::Kind::kInstance) continue;
    const Found f = find_member(v.id, name);
    for (const GlobalId id : f.ids) out.add(typed_value(id));
    if (f.any() && out.empty()) out.add(outside_value());  // of a type that is none of the tree's
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
        const bool declared = v.args != kNone;
        if (declared && op == parse::Op::kElement && arguments(v)->size() == 2) {  // iterating over a map
          out.add({Value::Kind::kPair, v.id, v.key});
        } else if (declared) {
          out.add(contents(v));
        } else {
          out.add(instance(keys ? v.key : v.id));
        }
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
