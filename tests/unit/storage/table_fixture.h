#pragma once
#include <string>

#include "libcg/storage/environment.h"
#include "tests/unit/base/temporary_directory.h"

/// A fresh environment with one table in a directory of its own.
struct TableFixture {
  TemporaryDirectory directory;
  cg::storage::Environment environment = cg::storage::Environment::create(directory.file("graph-1.lmdb"));
  cg::storage::Table table = environment.create_table("test");
};
