#include "libcg/ingest/rule_chain.h"

#include <utility>

#include "libcg/base/file_read.h"

namespace cg::ingest {

RuleChain::Ptr RuleChain::extend(Ptr above, const FileSource& source, const std::string& directory,
                                 std::string_view file_name, EventSink& events) {
  std::string path = directory.empty() ? std::string() : directory + '/';
  const std::size_t base_length = path.size();
  path += file_name;

  // The largest ignore file in the wild has some thousands of lines; symbolic links are refused as git refuses them.
  const ReadOptions options{.max_bytes = std::uint64_t{16} << 20, .follow_symlinks = false};
  std::string text;
  const ReadStatus status = source.read(path, options, text);
  if (status == ReadStatus::kVanished) return above;
  if (status != ReadStatus::kOk) {
    events.warning(path, "its ignore rules are not applied: " + std::string(describe(status)));
    return above;
  }
  IgnoreRules rules = IgnoreRules::parse(text);
  if (rules.empty()) return above;
  return std::make_shared<const RuleChain>(std::move(above), base_length, std::move(rules));
}

bool RuleChain::ignores(std::string_view path, bool is_directory) const {
  for (const RuleChain* link = this; link != nullptr; link = link->above_.get()) {
    const Verdict verdict = link->rules_.judge(path.substr(link->base_length_), is_directory);
    if (verdict != Verdict::kSilent) return verdict == Verdict::kIgnored;
  }
  return false;
}

}  // namespace cg::ingest
