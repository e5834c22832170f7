#pragma once
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "libcg/cli/about_options.h"
#include "libcg/cli/common_options.h"

/// A tool with two verbs and every kind of option, as the tests need it.
struct SampleTool {
  SampleTool() : app("A tool for tests: it's [only] a \"sample\"", "cg-sample") {
    cg::cli::add_about_options(app);
    cg::cli::add_index_option(app, options);
    app.require_subcommand(1);
    CLI::App* find = app.add_subcommand("find", "Find: things (and [others])");
    find->fallthrough();
    find->add_option("name", names, "What to find")->type_name("NAME")->required();
    find->add_option("--kind", kind, "Its kind")->check(CLI::IsMember({"function", "class"}));
    find->add_option("--out", out, "Where to write")->type_name("FILE");
    cg::cli::add_record_options(*find, options);
    cg::cli::add_color_option(*find, options);
    CLI::App* build = app.add_subcommand("build", "Build it");
    build->add_option("tree", tree, "The tree")->type_name("TREE");
    cg::cli::add_progress_option(*build, options);
    cg::cli::add_message_options(*build, options);
    build->add_flag("--secret", secret)->group("");
  }

  cg::cli::CommonOptions options;
  std::vector<std::string> names;
  std::string kind;
  std::string out;
  std::string tree;
  bool secret = false;
  CLI::App app;
};
