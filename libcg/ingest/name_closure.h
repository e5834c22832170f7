#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/ingest/file_set.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/meaning_change.h"
#include "libcg/ingest/program.h"
#include "libcg/parse/facts.h"

namespace cg::ingest {

/// What a file asks for when it is linked: hashes of its names, as AskedNames wants them. A superset.
[[nodiscard]] std::vector<std::uint32_t> asked_names(std::size_t language, const parse::Facts& facts);

/// A file whose meaning has changed, and how.
struct ChangedMeaning {
  std::uint32_t file = 0;
  const MeaningChange* change = nullptr;
};

/// Which names of a tree may lead elsewhere than before, after changes to some files: those that changed, and those of
/// symbols whose types, values, parameters, bases or containers mention such a one, and so on.
class NameClosure {
 public:
  /// `program` is of the tree as it is now, finished; all must outlive it.
  NameClosure(const Program& program, const LinkTables& tables, std::vector<ChangedMeaning> changes);

  /// False if all files must be linked.
  [[nodiscard]] bool bounded() const { return bounded_; }
  /// Whether a file's links may be others: it asks for one of the names, or what it includes has changed.
  [[nodiscard]] bool concerns(std::uint32_t file, const std::vector<std::uint32_t>& asked) const;

 private:
  void begin();
  void mark(std::string_view name);
  void mark_appeared();
  void mark_owners();
  [[nodiscard]] bool carry_on();
  void carry_on_exprs();
  [[nodiscard]] bool carry_on_symbols();
  [[nodiscard]] bool carry_on_imports();
  [[nodiscard]] bool moves(const ProgramFile& file) const;
  bool set(GlobalName name);
  void follow_includes();
  void collect_hashes();

  const Program& p_;
  const LinkTables& t_;
  std::vector<ChangedMeaning> changes_;
  bool bounded_ = true;
  std::vector<char> names_;    ///< by GlobalName: may lead elsewhere
  std::vector<char> symbols_;  ///< by GlobalId: it or what is around it does
  std::vector<char> exprs_;    ///< by GlobalExpr: mentions such a name
  std::vector<std::pair<GlobalName, std::vector<GlobalName>>> compounds_;
  std::vector<std::uint32_t> hashes_;  ///< of all such names, sorted
  std::vector<char> filter_;           ///< by the low bits of a hash: whether hashes_ may have it
  std::vector<char> reach_;            ///< by file: what it can see through includes has changed
};

}  // namespace cg::ingest
