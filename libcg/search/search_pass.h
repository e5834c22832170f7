#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/embed/model.h"
#include "libcg/ingest/file_pass.h"
#include "libcg/ingest/phase_threads.h"
#include "libcg/search/chunk_vectors.h"
#include "libcg/search/file_terms.h"
#include "libcg/search/file_words.h"

namespace cg::search {

/// Fills the tables of search while an index is built, and edits them (search_update.h). Counting runs on the build's threads; lists are sorted by term in
/// buckets on disk, so that memory grows with files and chunks (a few bytes each) and not with their words.
class SearchPass : public ingest::FilePass {
 public:
  /// `threads` as in BuildOptions, `scratch` is a folder for temporary files. Without a model, which must outlive the pass, chunks get no vectors.
  SearchPass(int threads, std::string scratch, const embed::Model* model);
  /// The same with a model that is opened when the first text is looked at: an index that is up to date needs only its checksum.
  /// `open` may give null, for no model, if that of `checksum` turns out to be damaged.
  using OpenModel = std::function<const embed::Model*()>;
  SearchPass(int threads, std::string scratch, std::uint64_t checksum, OpenModel open);
  ~SearchPass() override;

  [[nodiscard]] std::string version() const override;
  void settle() override { open_model(); }
  void begin() override;
  std::string look(std::string_view path, std::string_view text, const parse::Facts& facts, int thread) override;
  void take(FileId file, std::string_view path, std::string_view kept) override;
  void finish(storage::Environment& environment) override;
  void update(storage::Environment& environment, storage::WriteTransaction& transaction, std::span<const Edited> edited,
              std::size_t numbers) override;

 private:
  struct Impl;
  struct Worker {
    explicit Worker(const embed::Model* model) : words(model) {
      if (model != nullptr) encoder.emplace(*model);
    }
    FileWords words;
    TermCounter counter;
    std::optional<ChunkEncoder> encoder;
  };
  void open_model();
  std::string scratch_;
  const embed::Model* model_;
  std::uint64_t checksum_;  ///< of the model; 0 without one
  OpenModel open_;          ///< empty: model_ is what there is
  ingest::PhaseThreads threads_;
  std::vector<std::unique_ptr<Worker>> workers_;  ///< by thread, made when it first looks
  std::unique_ptr<Impl> impl_;  ///< of the build under way: an index that is up to date costs no temporary file
};

}  // namespace cg::search
