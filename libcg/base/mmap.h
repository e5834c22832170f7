#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cg {

/// A whole file, read-only, in the address space. Meant for files that nobody truncates while they are open
/// (our own index): reading past a new end would raise SIGBUS. Source files go through read_file instead.
class MappedFile {
 public:
  MappedFile() = default;
  /// Error{kIo} naming the path and the system's reason. An empty file maps to an empty view.
  [[nodiscard]] static MappedFile open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  [[nodiscard]] std::string_view view() const noexcept { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace cg
