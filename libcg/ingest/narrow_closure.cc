#include "libcg/ingest/narrow_closure.h"

#include <algorithm>

#include "libcg/ingest/asked_words.h"
#include "libcg/ingest/program.h"
#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

/// More files than this are read and linked by themselves no faster than with all others.
constexpr std::size_t kMaxAsking = 1024;
/// Heads that are looked into for a name that no definition has.
constexpr std::size_t kSamples = 8;

/// Whether an expression of a symbol's head mentions one of some names.
class Mentions {
 public:
  Mentions(const parse::Facts& facts, const std::set<std::string, std::less<>>& names) : facts_(facts), states_(facts.exprs.size(), State::kUnasked) {
    for (const std::string& name : facts.names) {
      names_.push_back(names.contains(name));
      any_ = any_ || names_.back();
    }
  }
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] bool name(parse::NameId id) const { return names_[id]; }
  bool expr(parse::ExprId id, int depth = 0) {
    constexpr int kMaxDepth = 500;
    if (id == kNone) return false;
    if (depth > kMaxDepth) return true;  // perhaps
    if (states_[id] != State::kUnasked) return states_[id] == State::kYes;
    states_[id] = State::kNo;  // what asks for itself on the way mentions nothing more
    const parse::Expr& e = facts_.exprs[id];
    bool yes = !parse::has_number(e.op) && names_[e.name];
    if (e.op == parse::Op::kSymbol) {
      yes = yes || (e.base != kNone && names_[facts_.symbols[e.base].name]);
    } else {
      yes = yes || expr(e.base, depth + 1);
    }
    for (std::uint32_t i = 0; !yes && i < e.args; ++i) yes = expr(facts_.args[e.first_arg + i], depth + 1);
    if (yes) states_[id] = State::kYes;
    return yes;
  }

 private:
  enum class State : std::uint8_t { kUnasked, kNo, kYes };
  const parse::Facts& facts_;
  std::vector<bool> names_;
  std::vector<State> states_;
  bool any_ = false;
};

/// As NameClosure::carry_on_symbols() does it in C, where what is around a symbol does not matter: visits symbols that mention
/// some names in what they say, not only in how they are called. False if one of them is asked for without being said.
template <typename Visit>
bool for_each_mentioning(const parse::Facts& head, const std::set<std::string, std::less<>>& names, Visit&& visit) {
  Mentions mentions(head, names);
  if (!mentions.any()) return true;
  bool bounded = true;
  std::vector<bool> based(head.symbols.size(), false);  // on a macro with members
  for (const parse::Site& s : head.sites) {
    if (parse::names_base(s) && mentions.expr(s.expr)) based[s.owner] = true;
  }
  for (std::size_t ordinal = 1; ordinal < head.symbols.size(); ++ordinal) {
    const parse::Symbol& s = head.symbols[ordinal];
    const bool anonymous = (s.flags & parse::kAnonymous) != 0;
    bool concerned = based[ordinal] || mentions.expr(s.owner) || mentions.expr(s.type) || mentions.expr(s.value);
    for (std::uint32_t i = 0; !concerned && i < s.params; ++i) concerned = mentions.expr(head.params[s.first_param + i].type);
    if (anonymous || (!concerned && !mentions.name(s.name))) continue;
    bounded = bounded && !is_asked_word(head.names[s.name], "c");
    if (concerned) visit(s);
  }
  return bounded;
}

}  // namespace

NarrowClosure::NarrowClosure(TreeNames& names, TreeHeads& heads, const std::vector<ChangedMeaning>& changes, const std::set<FileId>& changed)
    : names_(names), heads_(heads), changed_(changed) {
  begin(changes);
  while (bounded_ && !open_.empty()) {
    while (bounded_ && !open_.empty()) {
      const std::string name = std::move(open_.back());
      open_.pop_back();
      ask(name);
    }
    for (const std::set<FileId>* files : {&changed_, static_cast<const std::set<FileId>*>(&asking_)}) {
      for (const FileId file : *files) {
        if (!bounded_) return;
        const parse::Facts* head = heads_.head(file);
        bounded_ = head != nullptr;
        if (bounded_) carry_on(*head);
      }
    }
  }
}

void NarrowClosure::begin(const std::vector<ChangedMeaning>& changes) {
  for (const ChangedMeaning& c : changes) {
    bounded_ = bounded_ && !c.change->unbounded;
    if (!bounded_) return;
    for (const std::string& name : c.change->names) add(name, c.change->plain.contains(name));
    for (const std::string& name : c.change->appeared) {
      if (!known_elsewhere(name)) add(name, false);
    }
  }
}

/// Whether some other file mentions the name for all to know, so that there being such a name is nothing new. When in doubt it is.
bool NarrowClosure::known_elsewhere(const std::string& name) {
  if (!names_.definers(name).empty()) return true;
  static const Program kWords;  // known by themselves
  if (kWords.find_name(name) != kNone) return true;
  const std::vector<FileId> some = names_.some_unbound(name, kSamples);
  return std::any_of(some.begin(), some.end(), [&](FileId f) { return !changed_.contains(f) && heads_.mentions(f, name); }) || heads_.any_mentions(name);
}

void NarrowClosure::add(const std::string& name, bool plain) {
  if (name.empty()) return;
  const bool fresh = all_.insert(name).second;
  if (fresh && plain) plain_.insert(name);
  const bool wider = !plain && plain_.erase(name) > 0;  // whoever accesses a member asks for it, too
  if (fresh || wider) open_.push_back(name);
}

void NarrowClosure::ask(const std::string& name) {
  std::set<FileId> files;
  names_.add_askers(name, plain_.contains(name), files);
  for (const FileId file : files) {
    if (changed_.contains(file) || !asking_.insert(file).second) continue;
    if (asking_.size() > std::max<std::size_t>(64, std::min(kMaxAsking, heads_.size() / 8)) || heads_.entry(file).language != "c") bounded_ = false;
    if (!bounded_) return;
  }
}

void NarrowClosure::carry_on(const parse::Facts& head) {
  const auto plain = [](const parse::Symbol& s) { return s.kind == SymbolKind::kFunction || s.kind == SymbolKind::kVariable; };
  std::vector<const parse::Symbol*> found;
  bounded_ = for_each_mentioning(head, all_, [&](const parse::Symbol& s) { found.push_back(&s); }) && bounded_;
  for (const parse::Symbol* s : found) add(head.names[s->name], plain(*s));
}

std::optional<std::set<std::string, std::less<>>> names_of_seen(TreeHeads& heads, const std::set<FileId>& seeing, const std::set<FileId>& seen) {
  std::set<std::string, std::less<>> names;
  const auto readable = [&](FileId file) { return heads.entry(file).language == "c" && heads.head(file) != nullptr; };
  if (!std::all_of(seeing.begin(), seeing.end(), readable) || !std::all_of(seen.begin(), seen.end(), readable)) return std::nullopt;
  for (const FileId file : seen) {
    const parse::Facts& head = *heads.head(file);
    for (const parse::Symbol& s : head.symbols) {
      // A member is found by its structure, unless that has no name or is whichever one a macro stands in.
      const bool apart = s.container == kNone || (head.symbols[s.container].flags & parse::kAnonymous) != 0 || head.symbols[s.container].kind == SymbolKind::kMacro;
      const bool member = s.kind == SymbolKind::kField && !apart;
      if (s.kind != SymbolKind::kFile && !member) names.insert(head.names[s.name]);
    }
  }
  for (bool more = true; more;) {
    const std::size_t before = names.size();
    for (const FileId file : seeing) {
      std::vector<std::string> found;
      const parse::Facts& head = *heads.head(file);
      if (!for_each_mentioning(head, names, [&](const parse::Symbol& s) { found.push_back(head.names[s.name]); })) return std::nullopt;
      names.insert(found.begin(), found.end());
    }
    more = names.size() > before;
  }
  return names;
}

}  // namespace cg::ingest
