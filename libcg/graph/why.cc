#include "libcg/graph/why.h"

#include <fmt/format.h>

#include <algorithm>

#include "libcg/graph/edges.h"
#include "libcg/graph/import_chain.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/graph/operator_sign.h"

// Every sentence says what the index holds and nothing else: of a definition that was set aside it says what it is (a member of
// another class, visible in its own file only, a declaration), and leaves the comparison to whoever reads it.

namespace cg::graph {
namespace {

class Explanation {
 public:
  Explanation(IndexReader& reader, FileId file, const std::vector<SiteRow>& sites, std::size_t number)
      : reader_(reader), file_(file), number_(number), site_(sites[number]) {
    name_ = !site_.name.empty() || site_.targets.empty() ? site_.name : reader.symbol(site_.targets.front()).name;
  }

  std::vector<WhyStep> run() {
    say_use();
    if (site_.kind == EdgeKind::kCalls && is_operator_sign(name_)) add("operator", fmt::format("`{}` stands for the call", name_));
    if (kImpliedKinds.has(site_.kind)) {
      say_implied();
      return std::move(steps_);
    }
    const bool received = say_receiver();
    switch (site_.how) {
      case How::kCompiler: add("compiler", "the SCIP index that was given says so"); break;
      case How::kScope: say_scope(); break;
      case How::kImport: received ? say_member() : say_import(); break;
      case How::kType: say_member(); break;
      case How::kHierarchy: say_member(); break;
      case How::kUniqueName:
        add("name", received ? "nothing else of that name fits" : "what stands in front of it is not known, and nothing else of that name fits");
        break;
      case How::kAmbiguous: say_candidates(); break;
      case How::kUnresolved:
        add("name", "what stands in front of it is not known, or what is known has nothing of that name");
        break;
      case How::kExternal: add("name", "it comes from outside the tree"); break;
    }
    say_aside();
    return std::move(steps_);
  }

 private:
  void add(FileId file, Position at, std::string_view rule, std::string text) { steps_.push_back({file, at, rule, std::move(text)}); }
  /// Without a place of its own: at the site.
  void add(std::string_view rule, std::string text) { add(file_, site_.at, rule, std::move(text)); }

  std::string name_of_symbol(SymbolRef ref) {
    return ref.ordinal == 0 ? reader_.file(ref.file).path : fmt::format("{} {}", name_of(reader_.symbol(ref).kind), reader_.qualified_name(ref));
  }
  void point(SymbolRef ref, std::string_view rule, std::string text) { add(ref.file, reader_.symbol(ref).at, rule, std::move(text)); }

  void say_use() {
    std::string meant;
    for (const SymbolRef target : site_.targets) {
      if (site_.targets.size() > 1) continue;
      meant = reader_.qualified_name(target);
    }
    if (meant.empty()) meant = site_.targets.empty() ? fmt::format("{}, which is bound to nothing", name_) : fmt::format("{}, one of {}", name_, site_.targets.size());
    const std::string from = reader_.qualified_name({file_, site_.owner});
    add(file_, site_.at, "use", fmt::format("{} {} {}: {}, {} percent", from, name_of(site_.kind), meant, name_of(site_.how), site_.confidence));
  }

  void say_implied() {
    for (const SymbolRef target : site_.targets) {
      point(target, site_.kind == EdgeKind::kTests ? "test" : "base",
            site_.kind == EdgeKind::kTests ? fmt::format("called by a test, and no part of the tests: {}", name_of_symbol(target))
                                           : fmt::format("{} is above the type around, and has a member of this name and these parameters", holder(target)));
    }
  }

  bool say_receiver() {
    for (const Reason& reason : reader_.reasons(file_)) {
      if (reason.site != number_) continue;
      for (const ReasonStep& step : reason.steps) {
        std::string text = fmt::format("`{}`", step.expression);
        if (!step.names.empty()) text += fmt::format(" names {} ({})", step.names, name_of(step.how));
        if (!step.value.empty()) text += fmt::format("{} gives {}", step.names.empty() ? "" : " and", step.value);
        if (step.value.empty()) text += ", of a type that is not known";
        add(file_, site_.at, "receiver", std::move(text));
      }
      return true;
    }
    return false;
  }

  /// The innermost symbol around both the site and the target, which must be of this file.
  SymbolRef scope_shared(SymbolRef target) {
    std::vector<std::uint32_t> around;
    for (std::uint32_t at = site_.owner; around.size() < kMostNesting; at = reader_.symbol({file_, at}).container) {
      around.push_back(at);
      if (at == 0 || at == kNone) break;
    }
    std::uint32_t at = reader_.symbol(target).container;
    for (std::size_t i = 0; i < kMostNesting && at != 0 && at != kNone; ++i) {
      if (std::find(around.begin(), around.end(), at) != around.end()) return {file_, at};
      at = reader_.symbol({file_, at}).container;
    }
    return {file_, 0};
  }

  void say_scope() {
    for (const SymbolRef target : site_.targets) {
      if (target.file == file_) {
        const SymbolRef shared = scope_shared(target);
        point(target, "scope", shared.ordinal == 0 ? std::string("defined in the same file, seen from the use")
                                                   : fmt::format("seen from the use, inside {}", name_of_symbol(shared)));
      } else {
        point(target, "scope", fmt::format("a name of {}, which is around the use", holder(target)));
      }
    }
  }

  void say_import() {
    std::vector<SymbolRef> wanted = site_.targets;
    for (const SymbolRef target : site_.targets) {  // a header declares what another file defines
      for (const DefinitionRow& row : reader_.definitions(reader_.symbol(target).name)) {
        if (row.declaration && reader_.qualified_name(row.symbol) == reader_.qualified_name(target)) wanted.push_back(row.symbol);
      }
    }
    const auto chain = import_chain(reader_, file_, wanted);
    for (const ImportLink& link : chain) add(link.file, link.at, "import", fmt::format("imports {}", name_of_symbol(link.target)));
    for (const SymbolRef target : site_.targets) {
      point(target, "import", chain.empty() ? fmt::format("of the same package or the global scope: {}", holder(target))
                                            : fmt::format("so {} can be meant", name_of_symbol(target)));
    }
  }

  /// What a member is found in, and the bases between where the receiver's class derives from it.
  void say_member() {
    for (const SymbolRef target : site_.targets) {
      point(target, site_.how == How::kHierarchy ? "base" : "member",
            fmt::format("{} {}", holder(target), site_.how == How::kHierarchy ? "is above the type in front, and has it" : "has it"));
    }
  }

  void say_candidates() {
    if (site_.targets.empty()) add("candidate", "more definitions have that name than are kept");
    for (const SymbolRef target : site_.targets) point(target, "candidate", fmt::format("{}: nothing tells it from the others", name_of_symbol(target)));
  }

  /// The other definitions of that name.
  void say_aside() {
    if (name_.empty()) return;
    std::size_t more = 0;
    std::size_t named = 0;
    for (const DefinitionRow& row : reader_.definitions(name_)) {
      if (std::find(site_.targets.begin(), site_.targets.end(), row.symbol) != site_.targets.end()) continue;
      if (row.symbol == SymbolRef{file_, site_.owner} && site_.targets.empty()) continue;
      if (named == kMostAside) {
        ++more;
        continue;
      }
      ++named;
      point(row.symbol, "aside", fmt::format("{}: {}", name_of_symbol(row.symbol), aside(row)));
    }
    if (more > 0) add("aside", fmt::format("and {} more of that name", more));
  }

  std::string aside(const DefinitionRow& row) {
    const SymbolRow& symbol = reader_.symbol(row.symbol);
    if (row.declaration) return "a declaration";
    const std::string& language = reader_.file(row.symbol.file).language;
    if (language != reader_.file(file_).language) return fmt::format("of another language, {}", language);
    if ((symbol.flags & kFileLocalFlag) != 0 && row.symbol.file != file_) return "seen in its own file only";
    for (const SymbolRef target : site_.targets) {
      if (holder(row.symbol) == holder(target)) return "another of that name in the same place, which these arguments do not call";
    }
    return fmt::format("a part of {}", holder(row.symbol));
  }

  /// "class shop.Item", "src/a.c": what a symbol is a part of.
  std::string holder(SymbolRef ref) {
    const SymbolRow symbol = reader_.symbol(ref);
    if (!symbol.owner.empty()) return symbol.owner;
    if (symbol.container == 0 || symbol.container == kNone) return reader_.file(ref.file).path;
    return name_of_symbol({ref.file, symbol.container});
  }

  static constexpr std::size_t kMostNesting = 512;

  IndexReader& reader_;
  FileId file_;
  std::size_t number_;
  const SiteRow& site_;
  std::string name_;
  std::vector<WhyStep> steps_;
};

}  // namespace

std::vector<WhyStep> why(IndexReader& reader, FileId file, const std::vector<SiteRow>& sites, std::size_t number) {
  return Explanation(reader, file, sites, number).run();
}

}  // namespace cg::graph
