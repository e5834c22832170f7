#include "libcg/graph/why.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "libcg/graph/traversal.h"
#include "tools/query/answers.h"
#include "tools/query/pairs.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

class Reasoning {
 public:
  Reasoning(Session& session, Answers& answers) : session_(session), answers_(answers) {}

  void explain(std::string_view caller, std::string_view callee) {
    graph::IndexReader& reader = session_.reader();
    const auto from = session_.resolve(caller);
    if (from.symbols.empty()) return session_.report_unknown(caller, from);
    const auto to = session_.resolve(callee);
    std::vector<SymbolRef> wanted = to.symbols;
    for (const SymbolRef symbol : to.symbols) {
      for (const SymbolRef member : constructors(symbol)) wanted.push_back(member);
    }
    if (wanted.empty() && !is_used(callee)) return session_.report_unknown(callee, to);

    std::map<FileId, std::vector<std::uint32_t>> owners;
    for (const SymbolRef symbol : from.symbols) {
      for (const SymbolRef member : graph::with_members(reader, symbol)) owners[member.file].push_back(member.ordinal);
    }
    std::vector<FileId> files;
    for (const auto& [file, ordinals] : owners) files.push_back(file);
    std::sort(files.begin(), files.end(), [&](FileId a, FileId b) { return reader.file(a).path < reader.file(b).path; });
    for (const FileId file : files) {
      const auto sites = reader.sites(file);
      for (std::size_t number = 0; number < sites.size(); ++number) {
        const graph::SiteRow& site = sites[number];
        const auto& ordinals = owners[file];
        if (std::find(ordinals.begin(), ordinals.end(), site.owner) == ordinals.end()) continue;
        if (means(site, wanted, callee)) write(graph::why(reader, file, sites, number), site);
      }
    }
  }

 private:
  bool is_used(std::string_view name) { return !session_.reader().unbound(name).empty(); }

  /// Making an instance calls a constructor where there is one.
  std::vector<SymbolRef> constructors(SymbolRef type) {
    std::vector<SymbolRef> out;
    for (const SymbolRef member : graph::with_members(session_.reader(), type)) {
      if (session_.reader().symbol(member).kind == SymbolKind::kConstructor) out.push_back(member);
    }
    return out;
  }

  /// Whether a site may mean any of the symbols; one that is bound to nothing, whether it has the name.
  bool means(const graph::SiteRow& site, const std::vector<SymbolRef>& wanted, std::string_view callee) {
    if (site.targets.empty()) {
      if (site.name == callee) return true;
      return std::any_of(wanted.begin(), wanted.end(), [&](SymbolRef symbol) { return session_.reader().symbol(symbol).name == site.name; });
    }
    return std::any_of(site.targets.begin(), site.targets.end(),
                       [&](SymbolRef target) { return std::find(wanted.begin(), wanted.end(), target) != wanted.end(); });
  }

  void write(const std::vector<graph::WhyStep>& steps, const graph::SiteRow& site) {
    std::uint32_t number = 0;
    for (const graph::WhyStep& step : steps) {
      const std::string path = session_.shown_path(step.file);
      answers_.write(step.file, {cli::Location{path, step.at.line, step.at.column}, ++number, step.rule, step.text, name_of(site.kind),
                                 name_of(site.how), std::uint32_t{site.confidence}});
    }
  }

  Session& session_;
  Answers& answers_;
};

int run_why(const QueryOptions& options, const std::vector<std::string>& names) {
  const std::vector<std::string> pairs = pairs_of(names, "why", "CALLER CALLEE");
  const cli::Questions questions(pairs);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  Answers answers(session, {{"location"}, {"step"}, {"rule"}, {"text"}, {"kind", true}, {"how", true}, {"confidence", true}},
                  questions.many());
  Reasoning reasoning(session, answers);
  answers.ask(questions, [&](std::string_view question) {
    const auto [caller, callee] = pair_of(question);
    reasoning.explain(caller, callee);
  });
  return answers.finish();
}

}  // namespace

Verb add_why(CLI::App& tool, QueryOptions& options) {
  auto names = std::make_shared<std::vector<std::string>>();
  CLI::App* verb = add_record_verb(tool, options, "why", "Why a use means what it means, step by step");
  add_names(*verb, *names, "NAME", "Caller and callee, as often as wanted, or - to read tab-separated pairs from standard input");
  return {verb, [&options, names] { return run_why(options, *names); }};
}

}  // namespace cg::tools
