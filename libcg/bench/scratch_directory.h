#pragma once
#include <filesystem>

namespace cg::bench {

/// A fresh directory for what benchmarks write, under TMPDIR or /tmp; gone with the object. Error{kIo} if none can be made.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace cg::bench
