#include "libcg/ingest/meaning_change.h"

#include <algorithm>
#include <iterator>

#include "libcg/ingest/asked_words.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/symbol_match.h"
#include "libcg/parse/extraction.h"
#include "libcg/parse/language.h"

namespace cg::ingest {
namespace {

using parse::ImportStyle;

bool is_scope(SymbolKind kind) {
  return kind == SymbolKind::kFile || kind == SymbolKind::kNamespace || kind == SymbolKind::kModule;
}

/// An import, told from others of its file by what it says.
struct SaidImport {
  std::string module, name, alias;
  std::uint32_t flags = 0;
  std::uint32_t scope = 0;
  friend bool operator==(const SaidImport&, const SaidImport&) = default;
};

class Comparison {
 public:
  Comparison(std::size_t language, const parse::Facts& before, const parse::Facts& now, bool moves)
      : language_(language), style_(parse::all_languages()[language].imports), old_facts_(before), new_facts_(now) {
    out_.moves = moves;
    before_.add({}, language, before);
    now_.add({}, language, now);
  }

  MeaningChange run() {
    out_.none = before_.same_as(now_);
    if (out_.none) return std::move(out_);
    out_.now_of = match_symbols(before_, now_);
    std::vector<bool> kept(now_.symbols.size(), false);
    for (GlobalId id = 0; id < out_.now_of.size(); ++id) {
      if (out_.now_of[id] == kNone) {
        add_symbol(before_, id);
      } else {
        kept[out_.now_of[id]] = true;
      }
    }
    for (GlobalId id = 0; id < kept.size(); ++id) {
      if (!kept[id]) add_symbol(now_, id);
    }
    if (parse::all_languages()[language_].name == "c") {
      std::set_difference(out_.names.begin(), out_.names.end(), member_names_.begin(), member_names_.end(), std::inserter(out_.plain, out_.plain.end()));
    }
    compare_names();
    compare_imports();
    if (!out_.moves && style_ == ImportStyle::kScript && exports_any(before_) != exports_any(now_)) out_.unbounded = true;
    return std::move(out_);
  }

 private:
  /// A symbol that is on one side only.
  void add_symbol(const Program& p, GlobalId id) {
    const ProgramSymbol& s = p.symbols[id];
    const bool by_space = style_ == ImportStyle::kInclude || style_ == ImportStyle::kGo || style_ == ImportStyle::kPackage;
    if (out_.moves && by_space && is_scope(s.kind())) return;
    if (is_scope(s.kind()) || (!out_.moves && (s.flags & parse::kDefaultExport) != 0)) {
      out_.unbounded = true;
      return;
    }
    const bool anonymous = (s.flags & parse::kAnonymous) != 0;
    if (!anonymous) add_name(p, id);
    const GlobalId around = s.container;
    // Types of Go do not name the interfaces that they implement: any may be concerned.
    const bool interface = s.kind() == SymbolKind::kInterface || (around != kNone && p.symbols[around].kind() == SymbolKind::kInterface);
    if (style_ == ImportStyle::kGo && interface) out_.unbounded = true;
    if (around != kNone) {
      // Who asks for all that a container has, and not for one name: constructors, the one method of an interface, whether
      // a value has members at all.
      const SymbolKind kind = p.symbols[around].kind();
      const bool value = !parse::is_class_like(kind) && !parse::is_function_like(kind) && !is_scope(kind);
      const bool counted = s.kind() == SymbolKind::kConstructor || kind == SymbolKind::kInterface || kind == SymbolKind::kTrait;
      if (anonymous || value || counted) add_named_around(p, around);
    }
    if (s.more == kNone || style_ == ImportStyle::kInclude) return;
    collect_names(p, p.details[s.more].owner);
    if (style_ == ImportStyle::kGo) out_.names.insert(out_.owners.begin(), out_.owners.end());  // which it implements is found with the type
  }

  void add_name(const Program& p, GlobalId id) {
    const std::string_view name = p.names.view(p.symbols[id].name);
    if (is_asked_word(name, parse::all_languages()[language_].name)) out_.unbounded = true;
    out_.names.emplace(name);
    const SymbolKind kind = p.symbols[id].kind();
    if (kind != SymbolKind::kFunction && kind != SymbolKind::kVariable) member_names_.emplace(name);
  }

  void add_named_around(const Program& p, GlobalId id) {
    while (id != kNone && (p.symbols[id].flags & parse::kAnonymous) != 0) id = p.symbols[id].container;
    if (id != kNone && !is_scope(p.symbols[id].kind())) add_name(p, id);
  }

  void collect_names(const Program& p, GlobalExpr e) {
    for (int depth = 0; e != kNone && depth < 64; ++depth) {
      const ProgramExpr& expr = p.exprs[e];
      if (expr.op == parse::Op::kSymbol) {
        out_.owners.emplace(p.names.view(p.symbols[expr.base].name));
        return;
      }
      if (!parse::has_number(expr.op) && expr.name != 0) out_.owners.emplace(p.names.view(expr.name));
      e = expr.base;
    }
  }

  void compare_names() {
    for (GlobalName name = 0; name < now_.names.size(); ++name) {
      if (!before_.names.find(now_.names.view(name))) out_.appeared.emplace(now_.names.view(name));
    }
    for (GlobalName name = 0; name < before_.names.size(); ++name) {
      if (!now_.names.find(before_.names.view(name))) out_.appeared.emplace(before_.names.view(name));
    }
  }

  std::vector<SaidImport> said(const parse::Facts& f, bool includes) const {
    std::vector<SaidImport> out;
    for (const parse::Import& i : f.imports) {
      if (is_include(language_, i) != includes) continue;
      const bool old = &f == &old_facts_;
      out.push_back({f.names[i.module], f.names[i.name], f.names[i.alias], i.flags, old ? out_.now_of[i.scope] : i.scope});
    }
    return out;
  }

  void compare_imports() {
    out_.includes = said(old_facts_, true) != said(new_facts_, true);
    for (const SaidImport& i : said(old_facts_, true)) {
      out_.included.push_back(i.module);
      out_.included_flags.push_back(i.flags);
    }
    const std::vector<SaidImport> old = said(old_facts_, false), now = said(new_facts_, false);
    if (old == now) return;
    std::vector<SaidImport> old_rest, now_rest;
    split(old, now, old_rest);
    split(now, old, now_rest);
    if (old_rest != now_rest) out_.unbounded = true;  // another order, or one of several alike
  }

  /// Takes what only `a` has for changed names; the rest is what must be alike.
  void split(const std::vector<SaidImport>& a, const std::vector<SaidImport>& b, std::vector<SaidImport>& rest) {
    for (const SaidImport& i : a) {
      if (std::find(b.begin(), b.end(), i) != b.end()) {
        rest.push_back(i);
        continue;
      }
      if (out_.moves) {  // only who imports the file can have it from there; but a space exports what its files do
        const bool by_path = style_ == ImportStyle::kPython || style_ == ImportStyle::kScript;
        if (!by_path && (i.flags & parse::kReexport) != 0) out_.unbounded = true;
        continue;
      }
      if ((i.flags & (parse::kWildcard | parse::kNamespace | parse::kReexport | parse::kDefault)) != 0) out_.unbounded = true;
      for (const std::string& name : {i.module, i.name, i.alias}) {
        if (!name.empty()) out_.names.insert(name);
      }
      for (const std::string_view part : name_parts(i.module)) out_.names.emplace(part);
    }
  }

  static bool exports_any(const Program& p) {
    return std::any_of(p.imports.begin(), p.imports.end(), [](const ProgramImport& i) { return (i.flags & parse::kReexport) != 0; }) ||
           std::any_of(p.symbols.begin(), p.symbols.end(),
                       [](const ProgramSymbol& s) { return s.container == 0 && (s.flags & parse::kExported) != 0; });
  }

  std::size_t language_;
  ImportStyle style_;
  const parse::Facts &old_facts_, &new_facts_;
  Program before_, now_;
  std::set<std::string> member_names_;  ///< of out_.names: those of symbols that may be members, or hide one
  MeaningChange out_;
};

}  // namespace

MeaningChange compare_meaning(std::size_t language, const parse::Facts& before, const parse::Facts& now, bool moves) {
  return Comparison(language, before, now, moves).run();
}

bool has_named_module(std::size_t language) {
  const ImportStyle style = parse::all_languages()[language].imports;
  return style == ImportStyle::kPackage || style == ImportStyle::kRust || style == ImportStyle::kInclude;
}

std::vector<std::string_view> name_parts(std::string_view compound) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < compound.size();) {
    const std::size_t end = std::min(compound.find_first_of("./:\\", at), compound.size());
    if (end > at) parts.push_back(compound.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace cg::ingest
