#include "libcg/ingest/link_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "libcg/ingest/confidence.h"
#include "libcg/ingest/overrides.h"
#include "libcg/ingest/reasoner.h"
#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

bool is_value(SymbolKind kind) {
  return kind == SymbolKind::kField || kind == SymbolKind::kVariable || kind == SymbolKind::kConstant || kind == SymbolKind::kEnumMember;
}

/// As sure as an edge must be that is shown without being asked for (graph::kDefaultConfidence).
constexpr unsigned kSureOfTest = 50;

class FileLinking {
 public:
  FileLinking(Resolver& resolver, std::uint32_t file, const FileUses& uses, const CompilerWord* word, const KeptLinks* kept)
      : r_(resolver), p_(resolver.tables().program), file_(file), uses_(uses), word_(word), kept_(kept), reasoner_(resolver, file, uses), overrides_(resolver) {
    names_.reserve(uses.names.size());
    for (const std::string_view name : uses.names) names_.push_back(p_.find_name(name));
    const auto sign = std::find(uses.names.begin(), uses.names.end(), parse::kOperatorCall);
    if (sign != uses.names.end()) operator_ = static_cast<std::uint32_t>(sign - uses.names.begin());
    unit_ = r_.tables().imports.unit(file);
    const GlobalId first = p_.files[file].first;
    std::vector<ProgramExpr> exprs;
    exprs.reserve(uses.exprs.size());
    const auto local = [](std::uint32_t id) { return id == kNone ? kNone : id + kLocalExpr; };
    for (const parse::Expr& e : uses.exprs) {
      ProgramExpr out;
      out.op = e.op;
      out.is_type = e.is_type;
      out.is_static = e.is_static;
      out.args = static_cast<std::uint16_t>(e.args);
      out.scope = first + e.scope;
      const bool labels = e.op == parse::Op::kCall || e.op == parse::Op::kNew;
      out.name = labels || parse::has_number(e.op) ? e.name : meant(uses.names[e.name], names_[e.name]);
      out.base = e.op == parse::Op::kSymbol ? first + e.base : local(e.base);
      out.first_arg = e.first_arg;
      exprs.push_back(out);
    }
    for (const parse::Expr& e : uses.exprs) {
      if (e.op == parse::Op::kCall && e.base != kNone) exprs[e.base].is_callee = true;
    }
    std::vector<GlobalExpr> args;
    args.reserve(uses.args.size());
    for (const parse::ExprId id : uses.args) args.push_back(local(id));
    r_.begin_file(file, std::move(exprs), std::move(args), uses.names);
  }

  LinkedFile run() {
    out_.sites.reserve(uses_.sites.size());
    auto definition = uses_.definitions.begin();
    for (std::size_t i = 0; i < uses_.sites.size();) {
      const parse::Site& site = uses_.sites[i];
      for (; definition != uses_.definitions.end() && definition->at <= site.at; ++definition) stand_for(*definition);
      if (kept_ != nullptr && kept_->of(i).known) {
        keep(kept_->of(i), site.at);
        i = end_of_place(uses_.sites, i);
      } else {
        link(uses_.sites[i++]);
      }
    }
    for (; definition != uses_.definitions.end(); ++definition) stand_for(*definition);
    std::size_t from = 0;
    for (graph::SiteView& site : out_.sites) {  // only now do the targets stay where they are
      site.targets = {out_.targets.data() + from, site.targets.size()};
      from += site.targets.size();
    }
    return std::move(out_);
  }

 private:
  /// Rows that are known, at the place where they are now.
  void keep(const KeptLinks::Rows& rows, Position at) {
    const auto& reasons = kept_->reasons();
    auto reason = std::lower_bound(reasons.begin(), reasons.end(), rows.from, [](const graph::Reason& r, std::uint32_t row) { return r.site < row; });
    for (std::uint32_t i = rows.from; i < rows.to; ++i) {
      const graph::SiteRow& row = kept_->row(i);
      out_.targets.insert(out_.targets.end(), row.targets.begin(), row.targets.end());
      out_.bounded = out_.bounded || (row.how == How::kAmbiguous && row.targets.empty());
      const auto site = static_cast<std::uint32_t>(out_.sites.size());
      for (; reason != reasons.end() && reason->site == i; ++reason) out_.reasons.push_back({site, reason->steps});
      out_.sites.push_back({row.kind, row.how, row.confidence, row.owner, at, row.name, std::span(out_.targets).last(row.targets.size())});
    }
  }

  /// A name as the compiler reads it, where its command line gives another one for it.
  [[nodiscard]] GlobalName meant(std::string_view written, GlobalName name) const {
    if (unit_ == nullptr) return name;
    const auto other = unit_->names.find(std::string(written));
    return other == unit_->names.end() ? name : p_.find_name(other->second);
  }

  /// The edges of a definition to those of bases that it overrides or implements. They have no site in the source: they stand at its name.
  void stand_for(const FileUses::Definition& definition) {
    const GlobalId id = p_.files[file_].first + definition.ordinal;
    const SymbolKind kind = p_.symbol(id).kind();
    if (kind == SymbolKind::kInterface) return augment(definition, id);
    const bool type = kind == SymbolKind::kStruct || kind == SymbolKind::kTypeAlias;
    if (type && p_.policy(id).imports != parse::ImportStyle::kGo) return;
    const std::vector<GlobalId> bases = type ? overrides_.interfaces_of(id) : overrides_.of(id);
    for (const GlobalId base : bases) {
      const std::uint8_t sure = confidence({How::kHierarchy, 1, false, EdgeKind::kOverrides, p_.files[file_].language});
      add_edge({type ? EdgeKind::kImplements : EdgeKind::kOverrides, How::kHierarchy, sure, definition.ordinal, definition.at, {}, {}}, base);
    }
  }

  /// What adds to a type of another module names that type.
  void augment(const FileUses::Definition& definition, GlobalId id) {
    const auto first = r_.tables().part_of.find(id);
    if (first == r_.tables().part_of.end() || p_.policy(id).imports != parse::ImportStyle::kScript) return;
    const std::uint8_t sure = confidence({How::kImport, 1, false, EdgeKind::kUsesType, p_.files[file_].language});
    add_edge({EdgeKind::kUsesType, How::kImport, sure, definition.ordinal, definition.at, {}, {}}, first->second);
  }

  void add_edge(graph::SiteView row, GlobalId target) {
    out_.targets.push_back(p_.ref(target));
    row.targets = std::span(out_.targets).last(1);  // its size; see run()
    out_.sites.push_back(row);
  }

  /// What a test calls outside the tests, it tests: once for each, at its first call.
  void add_tested(const parse::Site& site) {
    const bool called = site.kind == EdgeKind::kCalls || site.kind == EdgeKind::kInstantiates;
    if (!called || (p_.symbol(p_.files[file_].first + site.owner).flags & parse::kTestCode) == 0) return;
    const graph::SiteView row = out_.sites.back();
    const bool sure = row.kind == EdgeKind::kCalls || row.kind == EdgeKind::kInstantiates;
    if (!sure || row.confidence < kSureOfTest || row.how == How::kAmbiguous) return;
    for (std::size_t i = out_.targets.size() - row.targets.size(), end = out_.targets.size(); i < end; ++i) {
      const GlobalId target = p_.files[out_.targets[i].file].first + out_.targets[i].ordinal;
      if ((p_.symbol(target).flags & parse::kTestCode) != 0 || !tested_.emplace(site.owner, target).second) continue;
      add_edge({EdgeKind::kTests, row.how, row.confidence, row.owner, row.at, {}, {}}, target);
    }
  }

  /// Whether no name is called at the site, but an operator stands there.
  [[nodiscard]] bool is_operator(const parse::Site& site) const {
    return operator_ != kNone && site.kind == EdgeKind::kCalls && site.call != kNone && uses_.exprs[site.call].op == parse::Op::kCall && uses_.exprs[site.call].name == operator_;
  }

  /// What no definition of the tree is for is the language's own, and nothing is said of it.
  void link_operator(const parse::Site& site) {
    if (p_.named(names_[uses_.exprs[site.expr].name]).empty() || site.at == operator_at_) return;
    found_ = r_.operator_function(site.call + kLocalExpr);
    if (found_.ids.empty()) return;
    operator_at_ = site.at;  // a member goes before a free function
    add(site, found_, false);
    write_reason(site);
    add_tested(site);
  }

  void link(const parse::Site& site) {
    if (is_operator(site)) return link_operator(site);
    Found& found = found_;  // as it was left: what its lists hold is memory for this one
    bool guessed = false;
    if (site.kind == EdgeKind::kImports) {
      found = r_.tables().imports.target(file_, p_.imports[p_.files[file_].first_import + site.call]);
      r_.prefer_definitions(found.ids);
    } else {
      const bool rust = parse::all_languages()[p_.files[file_].language].imports == parse::ImportStyle::kRust;
      const bool macro = rust && site.kind == EdgeKind::kExpands;
      if (macro) {
        found = r_.rust_macro(names_[site.name]);
      } else {
        found = r_.resolve(site.expr + kLocalExpr);
        if (site.kind == EdgeKind::kCalls && site.call != kNone) r_.add_argument_dependent(r_.expr(site.call + kLocalExpr), found);
      }
      if (rust && !macro) r_.keep_rust_namespace(found.ids, site.kind);
      if (site.kind == EdgeKind::kReads) r_.keep_terms(found.ids);
      const bool called = site.kind == EdgeKind::kCalls || site.kind == EdgeKind::kInstantiates;
      if (!found.any() && !found.external && uses_.exprs[site.expr].op == parse::Op::kMember && !lacks_member(site)) {
        found = r_.members_anywhere(names_[site.name], called);
        guessed = true;
      }
      if (called && !found.ids.empty() && !extended_here(site)) r_.choose(found.ids, site.call == kNone ? kNone : site.call + kLocalExpr);
    }
    if (word_ != nullptr) hear_compiler(site, found);
    r_.keep_main_part(found.ids);
    if (found.ids.empty() && found.files.empty()) {
      const auto modules = r_.tables().spaces.modules(found.space);
      found.ids.assign(modules.begin(), modules.end());
    }
    if (found.ids.empty() && found.files.empty() && found.space != kNone && site.kind != EdgeKind::kImports) return;
    add(site, found, guessed);
    write_reason(site);
    if (!out_.sites.empty() && out_.sites.back().kind == EdgeKind::kReads && site.kind != EdgeKind::kReads) add_held(site);
    add_tested(site);
  }

  /// How a call of a member came to its receiver's type. Other uses of members are many more and asked about rarely.
  void write_reason(const parse::Site& site) {
    const bool called = site.kind == EdgeKind::kCalls || site.kind == EdgeKind::kInstantiates;
    if (!called || site.expr == kNone || out_.sites.back().targets.empty()) return;
    const parse::Expr& e = uses_.exprs[site.expr];
    if (e.op != parse::Op::kMember) return;
    graph::Reason reason{static_cast<std::uint32_t>(out_.sites.size() - 1), reasoner_.steps(e.base)};
    if (!reason.steps.empty()) out_.reasons.push_back(std::move(reason));
  }

  /// Whether the receiver's class is known, in a language whose compiler would have refused to call what it has not: then what is
  /// meant is hidden from us (a smart pointer's own member, a field that a macro declares), and no other class has it.
  [[nodiscard]] bool lacks_member(const parse::Site& site) const {
    if (parse::all_languages()[p_.files[file_].language].imports != parse::ImportStyle::kInclude) return false;
    const parse::ExprId base = uses_.exprs[site.expr].base;
    return base != kNone && !r_.evaluate(base + kLocalExpr).empty();
  }

  /// A variable that is called is read, and what it holds is called.
  void add_held(const parse::Site& site) {
    if (site.kind != EdgeKind::kCalls && site.kind != EdgeKind::kInstantiates) return;
    if (site.expr == kNone || out_.sites.back().targets.empty()) return;
    Found held = r_.held_functions(site.expr + kLocalExpr);
    if (held.ids.empty()) return;
    r_.choose(held.ids, site.call == kNone ? kNone : site.call + kLocalExpr);
    add(site, held, false);
  }

  /// What the compiler says goes: its definition, or that there is none in the tree. Where it has several for one name (overload
  /// signatures), the one that was found here is among them or they all stand.
  void hear_compiler(const parse::Site& site, Found& found) {
    const CompilerWord::Verdict said = word_->at(file_, site.at, uses_.names[site.name].size());
    if (said.elsewhere) {
      const bool seen = std::all_of(found.ids.begin(), found.ids.end(), [&](GlobalId id) { return word_->covers(p_.file_of(id)); });
      if (seen && !found.ids.empty()) {
        found = {};
        found.external = true;
      }
      return;
    }
    if (said.targets.empty()) return;
    std::vector<GlobalId> ids = said.targets;
    r_.prefer_definitions(ids);
    const bool called = site.kind == EdgeKind::kCalls || site.kind == EdgeKind::kInstantiates;
    if (called && !extended_here(site)) r_.choose(ids, site.call == kNone ? kNone : site.call + kLocalExpr);
    std::vector<GlobalId> both;
    for (const GlobalId id : ids) {
      if (std::find(found.ids.begin(), found.ids.end(), id) != found.ids.end()) both.push_back(id);
    }
    found = {};
    found.ids = both.empty() ? std::move(ids) : std::move(both);
    found.how = How::kCompiler;
  }

  /// `new Base() {...}` makes an instance of the nameless class written there: of the base the class is meant, no constructor.
  [[nodiscard]] bool extended_here(const parse::Site& site) const {
    const auto same = [&](const parse::Site& other) {
      return other.at == site.at && (other.kind == EdgeKind::kExtends || other.kind == EdgeKind::kImplements);
    };
    const auto* at = &site;
    return (at != uses_.sites.data() && same(at[-1])) || (at + 1 < uses_.sites.data() + uses_.sites.size() && same(at[1]));
  }

  void add(const parse::Site& site, const Found& found, bool guessed) {
    graph::SiteView row;
    row.kind = site.kind;
    row.owner = site.owner;
    row.at = site.at;
    std::vector<GlobalId>& targets = targets_;
    targets.clear();  // a member of a class with several parts is found in each of them
    for (const GlobalId id : found.ids) {
      if (targets.size() > kMaxCandidates || std::find(targets.begin(), targets.end(), id) == targets.end()) targets.push_back(id);
    }
    for (const std::uint32_t file : found.files) targets.push_back(p_.files[file].first);
    if (targets.size() > kMaxCandidates || targets.empty()) {
      const bool outside = found.external || p_.named(names_[site.name]).empty();
      row.how = !targets.empty() ? How::kAmbiguous : outside ? How::kExternal : How::kUnresolved;
      row.name = uses_.names[site.name];
      out_.bounded = out_.bounded || !targets.empty();
      out_.sites.push_back(row);
      return;
    }
    row.kind = kind_of(site.kind, targets);
    row.how = targets.size() > 1 && !alternatives(targets) ? How::kAmbiguous : found.how;
    if (guessed && row.how != How::kAmbiguous && row.how != How::kCompiler) row.how = How::kUniqueName;
    row.confidence = confidence({row.how, targets.size(), guessed, row.kind, p_.files[file_].language});
    const auto from = static_cast<std::ptrdiff_t>(out_.targets.size());
    for (const GlobalId id : targets) out_.targets.push_back(p_.ref(id));
    std::sort(out_.targets.begin() + from, out_.targets.end());
    out_.targets.erase(std::unique(out_.targets.begin() + from, out_.targets.end()), out_.targets.end());
    row.targets = std::span(out_.targets).subspan(static_cast<std::size_t>(from));  // its size; see run()
    if (p_.symbol(targets[0]).name != names_[site.name]) row.name = uses_.names[site.name];
    if (site.kind == EdgeKind::kImports && !found.files.empty()) row.name = name_of_module(site, row.name);
    out_.sites.push_back(row);
  }

  /// What a whole module is called for those who import this one: "*" where all that is in it is exported in turn.
  [[nodiscard]] std::string_view name_of_module(const parse::Site& site, std::string_view written) const {
    const ProgramImport& import = p_.imports[p_.files[file_].first_import + site.call];
    const parse::ImportStyle style = parse::all_languages()[p_.files[file_].language].imports;
    const bool exported = (import.flags & parse::kReexport) != 0;
    if ((import.flags & parse::kWildcard) != 0 && (style == parse::ImportStyle::kPython || exported)) return "*";
    return exported && (import.flags & parse::kNamespace) != 0 && import.alias != 0 ? p_.names.view(import.alias) : written;
  }

  /// What is done depends on what is meant: calling a macro expands it, calling a class makes an instance, calling a
  /// variable reads it (what it holds is called, and that is not known here).
  [[nodiscard]] EdgeKind kind_of(EdgeKind kind, const std::vector<GlobalId>& targets) const {
    const SymbolKind target = p_.symbol(targets[0]).kind();
    if (target == SymbolKind::kMacro && kind != EdgeKind::kImports) return EdgeKind::kExpands;
    if (kind == EdgeKind::kExpands && p_.policy(targets[0]).imports == parse::ImportStyle::kInclude) return EdgeKind::kReads;
    if (kind == EdgeKind::kUsesType && is_value(target)) return EdgeKind::kReads;  // Java's field::method
    const bool called = kind == EdgeKind::kCalls || kind == EdgeKind::kInstantiates;
    if (!called) return kind;
    if (parse::is_class_like(target) || target == SymbolKind::kConstructor || target == SymbolKind::kTypeAlias) {
      const parse::ImportStyle style = parse::all_languages()[p_.files[file_].language].imports;
      if (style == parse::ImportStyle::kGo && kind == EdgeKind::kCalls) return EdgeKind::kUsesType;  // T(x) converts
      if (style == parse::ImportStyle::kRust) return kind;  // T(x) calls the function that a tuple struct is
      return EdgeKind::kInstantiates;
    }
    return parse::is_function_like(target) ? EdgeKind::kCalls : EdgeKind::kReads;
  }

  /// Definitions of one name side by side in one file (branches of #if, clauses, redefinitions): each is meant in some
  /// configuration, so all are edges and none is a doubt.
  [[nodiscard]] bool alternatives(const std::vector<GlobalId>& targets) const {
    const ProgramSymbol& first = p_.symbol(targets[0]);
    const std::uint32_t file = p_.file_of(targets[0]);
    return std::all_of(targets.begin(), targets.end(), [&](GlobalId id) {
      const ProgramSymbol& s = p_.symbol(id);
      const bool companions = parse::is_class_like(s.kind()) && p_.policy(id).name == "scala";  // an import brings both
      return p_.file_of(id) == file && s.name == first.name && s.container == first.container &&
             (!p_.policy(id).overloads || s.kind() == SymbolKind::kMacro || companions);
    });
  }

  Resolver& r_;
  const Program& p_;
  std::uint32_t file_;
  const FileUses& uses_;
  const CompilerWord* word_;
  const KeptLinks* kept_;
  Reasoner reasoner_;
  Overrides overrides_;
  std::set<std::pair<std::uint32_t, GlobalId>> tested_;  ///< by owner
  const CompileUnit* unit_ = nullptr;
  std::uint32_t operator_ = kNone;  ///< kOperatorCall in the file's names
  Position operator_at_;            ///< of the last operator that was bound
  std::vector<GlobalName> names_;
  Found found_;                    ///< of the site at hand
  std::vector<GlobalId> targets_;
  LinkedFile out_;
};

}  // namespace

LinkedFile link_file(Resolver& resolver, std::uint32_t file, const FileUses& uses, const CompilerWord* word, const KeptLinks* kept) {
  return FileLinking(resolver, file, uses, word, kept).run();
}

}  // namespace cg::ingest
