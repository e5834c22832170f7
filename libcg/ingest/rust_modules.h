#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "libcg/ingest/path_index.h"
#include "libcg/ingest/program.h"

namespace cg::ingest {

/// The trees of modules that the Rust files of a program make: `mod x;` leads to x.rs or x/mod.rs, and a file to which no
/// `mod` leads is the root of a crate (lib.rs, main.rs, each file of tests/ and examples/), whatever it is called.
class RustModules {
 public:
  RustModules(const Program& program, const PathIndex& paths);

  /// The name of a file's module among the spaces: its crate's root, a bar, and the module's path: "rust/src/lib|.hir.parse".
  /// A file that several crates take in is a module of the first one.
  [[nodiscard]] std::string home(std::uint32_t file) const;
  /// The file that the symbol of a `mod x;` leads to.
  [[nodiscard]] std::optional<std::uint32_t> file_of(GlobalId module) const;

 private:
  struct Place {
    std::uint32_t parent = kNone;  ///< the file that says `mod`
    std::string path;              ///< below the parent: ".x", ".tests.x" when said in an inline module
  };
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t from, const std::string& below) const;

  const Program& program_;
  const PathIndex& paths_;
  std::unordered_map<std::uint32_t, Place> places_;        ///< by file
  std::unordered_map<GlobalId, std::uint32_t> file_of_;  ///< by symbol of a `mod x;`
};

}  // namespace cg::ingest
