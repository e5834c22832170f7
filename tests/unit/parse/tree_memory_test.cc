#include "libcg/parse/tree_memory.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "tests/unit/catch.h"

using cg::parse::TreeMemory;

TEST_CASE("blocks of a tree's memory do not overlap and keep their bytes when they grow") {
  TreeMemory memory;
  struct Block {
    unsigned char* data;
    std::size_t size;
    unsigned char mark;
  };
  const auto fill = [](const Block& b) { std::memset(b.data, b.mark, b.size); };
  const auto holds = [](const Block& b) {
    for (std::size_t i = 0; i < b.size; ++i) {
      if (b.data[i] != b.mark) return false;
    }
    return true;
  };
  std::uint64_t state = 7;
  const auto random = [&](std::size_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33U) % below;
  };
  for (int round = 0; round < 3; ++round) {
    std::vector<Block> blocks;
    for (int step = 0; step < 4000; ++step) {
      const std::size_t action = random(4);
      if (blocks.empty() || action < 2) {
        const std::size_t size = 1 + random(action == 0 ? 64 : 5000);
        blocks.push_back({static_cast<unsigned char*>(memory.take(size)), size, static_cast<unsigned char>(random(256))});
        REQUIRE(reinterpret_cast<std::uintptr_t>(blocks.back().data) % 8 == 0);
        fill(blocks.back());
        continue;
      }
      Block& block = blocks[random(blocks.size())];
      REQUIRE(holds(block));
      if (action == 2) {
        memory.give_back(block.data);
        block = blocks.back();
        blocks.pop_back();
      } else {
        const std::size_t size = 1 + random(20000);
        block.data = static_cast<unsigned char*>(memory.resize(block.data, size));
        block.size = std::min(block.size, size);
        REQUIRE(holds(block));
        block.size = size;
        fill(block);
      }
    }
    for (const Block& b : blocks) REQUIRE(holds(b));
    memory.forget();
  }
  memory.give_back(nullptr);
  REQUIRE(memory.resize(nullptr, 10) != nullptr);
}

TEST_CASE("what is given back is taken again before new memory") {
  TreeMemory memory;
  for (const std::size_t size : {std::size_t{1}, std::size_t{100}, std::size_t{1000}, std::size_t{100'000}, std::size_t{20'000'000}}) {
    void* const first = memory.take(size);
    void* const second = memory.take(size);
    memory.give_back(first);
    CHECK(memory.take(size) == first);
    CHECK(memory.resize(second, size) == second);
  }
}
