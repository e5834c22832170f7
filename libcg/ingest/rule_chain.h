#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "libcg/base/events.h"
#include "libcg/ingest/file_source.h"
#include "libcg/ingest/ignore_rules.h"

namespace cg::ingest {

/// The ignore files of one name that bear on a directory: its own and those of the directories above it, up to the
/// root of the tree. Chains share their upper links, so a directory without an ignore file costs nothing.
class RuleChain {
 public:
  using Ptr = std::shared_ptr<const RuleChain>;

  /// The chain for `directory` (relative to the root, "" for the root itself): `above`, with `file_name` from that
  /// directory hung below it if there is such a file. A file that is there but cannot be read is reported.
  [[nodiscard]] static Ptr extend(Ptr above, const FileSource& source, const std::string& directory,
                                  std::string_view file_name, EventSink& events);

  RuleChain(Ptr above, std::size_t base_length, IgnoreRules rules)
      : above_(std::move(above)), base_length_(base_length), rules_(std::move(rules)) {}

  /// Whether the nearest file that has an opinion ignores `path` (relative to the root of the tree).
  [[nodiscard]] bool ignores(std::string_view path, bool is_directory) const;

 private:
  Ptr above_;
  std::size_t base_length_;  ///< of the directory's path with its slash: rules see what follows
  IgnoreRules rules_;
};

/// As RuleChain::ignores; the empty chain ignores nothing.
[[nodiscard]] inline bool ignores(const RuleChain::Ptr& chain, std::string_view path, bool is_directory) {
  return chain != nullptr && chain->ignores(path, is_directory);
}

}  // namespace cg::ingest
