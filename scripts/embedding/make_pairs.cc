// embedding_pairs TREE PACKAGE HELD_OUT < EXPORT: the pairs of texts (libcg/embed/training/pair.h) of one package, a line
// each. EXPORT is what `cg-query export --format=jsonl` says of TREE; HELD_OUT, a file of lines not to learn from, written by
// embedding_pairs --hold-out HELD_OUT [TREE...]

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/mmap.h"
#include "libcg/embed/training/make_pairs.h"

namespace {

constexpr std::uint64_t kMostFileBytes = 400'000;  ///< longer ones are tables and generated

void read_lines(std::FILE* in, cg::embed::ExportedGraph& graph) {
  char* line = nullptr;
  std::size_t room = 0;
  for (ssize_t size = 0; (size = getline(&line, &room, in)) > 0;) {
    graph.add_line(std::string_view(line, static_cast<std::size_t>(size) - (line[size - 1] == '\n' ? 1 : 0)));
  }
  std::free(line);
}

}  // namespace

int main(int argc, char** argv) {
  const bool hold_out = argc >= 3 && std::string_view(argv[1]) == "--hold-out";
  if (!hold_out && argc != 4) {
    fmt::print(stderr, "usage: embedding_pairs TREE PACKAGE HELD_OUT < EXPORT\n       embedding_pairs --hold-out HELD_OUT [TREE...]\n");
    return 2;
  }
  try {
    cg::embed::HeldOut held_out;
    if (hold_out) {
      for (int i = 3; i < argc; ++i) held_out.add_tree(argv[i]);
      cg::write_file_atomically(argv[2], held_out.bytes());
      return 0;
    }
    held_out = cg::embed::HeldOut::from_bytes(cg::MappedFile::open(argv[3]).view());
    const std::string tree = argv[1];
    cg::embed::ExportedGraph graph;
    read_lines(stdin, graph);
    std::string content;
    const auto read = [&](const std::string& path) {
      const bool whole = cg::read_file(tree + "/" + path, {.max_bytes = kMostFileBytes, .follow_symlinks = false}, content) == cg::ReadStatus::kOk;
      return whole ? content : std::string();
    };
    cg::embed::make_pairs({graph, argv[2], read, held_out}, [](const cg::embed::Pair& pair) {
      fmt::print("{}\t{}\t{}\t{}\t{}\n", pair.kind, pair.language, pair.package, pair.question, pair.code);
    });
    if (std::fflush(stdout) != 0) throw cg::Error(cg::ErrorKind::kIo, "standard output cannot be written");
  } catch (const cg::Error& error) {
    fmt::print(stderr, "embedding_pairs: {}\n", error.what());
    return 2;
  }
  return 0;
}
