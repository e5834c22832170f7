#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <utility>

/// Points a descriptor (1 or 2) at a file in memory for as long as it lives.
class CapturedFd {
 public:
  explicit CapturedFd(int fd) : fd_(fd), saved_(::dup(fd)), memory_(::memfd_create("captured", 0)) {
    ::dup2(memory_, fd_);
  }
  CapturedFd(const CapturedFd&) = delete;
  CapturedFd& operator=(const CapturedFd&) = delete;
  ~CapturedFd() { restore(); }

  /// Everything written so far.
  [[nodiscard]] std::string text() const {
    std::string all(static_cast<std::size_t>(::lseek(memory_, 0, SEEK_END)), '\0');
    all.resize(static_cast<std::size_t>(::pread(memory_, all.data(), all.size(), 0)));
    return all;
  }
  /// Stops capturing and returns everything that was written.
  std::string finish() {
    std::string all = text();
    restore();
    return all;
  }

 private:
  void restore() {
    if (saved_ < 0) return;
    ::dup2(saved_, fd_);
    ::close(std::exchange(saved_, -1));
    ::close(memory_);
  }

  int fd_;
  int saved_;
  int memory_;
};
