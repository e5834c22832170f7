#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libcg/base/ids.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Work that rides along with a build or an update, for floors above this one (search): the text of a file is in memory and
/// its facts are known, and neither should be had twice. A pass brings tables of its own.
///
///   a build     begin(), look() of every file, take() of every file, finish()
///   an update   look() of the files that were edited, update()
class FilePass {
 public:
  virtual ~FilePass() = default;

  /// Names what writes the tables, and with what: an index whose tables another version wrote is built anew.
  [[nodiscard]] virtual std::string version() const = 0;
  /// Makes sure of what version() says, which may rest on what a file claims to be. Before all is built anew because of it.
  virtual void settle() {}
  /// A build begins; what is taken is of this one.
  virtual void begin() = 0;
  /// What the pass keeps of a file, as bytes. Must depend on its path in the tree, its text and its facts alone, so that an
  /// update gives what a fresh index gives. Many threads at once; one with the same number at a time.
  virtual std::string look(std::string_view path, std::string_view text, const parse::Facts& facts, int thread) = 0;
  /// Hands back what look() gave, by ascending file; one call at a time.
  virtual void take(FileId file, std::string_view path, std::string_view kept) = 0;
  /// Writes its tables, when all other tables of the index are written and no transaction is open.
  virtual void finish(storage::Environment& environment) = 0;

  /// A file whose content is another, or that comes or goes.
  struct Edited {
    enum class Kind : std::uint8_t { kStays, kComes, kGoes };
    FileId file;       ///< its number in the tables (graph/file_numbers.h)
    std::string path;
    Kind kind = Kind::kStays;
    std::string kept;  ///< what look() gives now; nothing for one that goes
  };
  /// Changes its tables in an index that is there, so that they answer as if finish() had written them. All but these files
  /// is as it was; afterwards the numbers of files are below `numbers`. Error{kFormat} if the tables are damaged; the caller then
  /// gives the transaction up.
  virtual void update(storage::Environment& environment, storage::WriteTransaction& transaction, std::span<const Edited> edited, std::size_t numbers) = 0;
};

}  // namespace cg::ingest
