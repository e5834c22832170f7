#include "libcg/parse/scopes.h"

#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

class Names {
 public:
  Names() { scopes_.clear(); }
  std::uint32_t open(std::uint32_t parent = kNone) {
    Scope scope;
    scope.parent = parent;
    return scopes_.open(scope);
  }
  std::uint32_t bind(NameId name, std::uint32_t scope, std::uint32_t visible_from = 0, bool outer = false) {
    Binding b;
    b.name = name;
    b.scope = scope;
    b.visible_from = visible_from;
    b.outer = outer;
    return scopes_.bind(b);
  }
  Scopes* operator->() { return &scopes_; }

 private:
  Scopes scopes_;
};

TEST_CASE("a name means its innermost binding, and nothing where it has none") {
  Names s;
  const auto file = s.open();
  const auto function = s.open(file);
  const auto outer = s.bind(7, file);
  CHECK(s->lookup(7, function, 100, false) == outer);
  const auto inner = s.bind(7, function);
  CHECK(s->lookup(7, function, 100, false) == inner);
  CHECK(s->lookup(7, file, 100, false) == outer);
  CHECK(s->lookup(8, function, 100, false) == kNone);
  CHECK(s->lookup(100000, function, 100, false) == kNone);
}

TEST_CASE("of several bindings the last before the use holds, before the first, the one around or, hoisted, the first") {
  Names s;
  const auto file = s.open();
  const auto function = s.open(file);
  const auto around = s.bind(1, file);
  const auto first = s.bind(1, function, 10);
  const auto second = s.bind(1, function, 20);
  CHECK(s->lookup(1, function, 25, false) == second);
  CHECK(s->lookup(1, function, 15, false) == first);
  CHECK(s->lookup(1, function, 5, false) == around);
  CHECK(s->lookup(1, function, 5, true) == first);
}

TEST_CASE("a symbol holds in all of its scope, a name declared outer is sought further out") {
  Names s;
  const auto file = s.open();
  const auto function = s.open(file);
  const auto nested = s.bind(1, function, 50);
  s->binding(nested).symbol = 3;
  CHECK(s->lookup(1, function, 5, false) == nested);

  const auto global = s.bind(2, file);
  s.bind(2, function, 0, true);
  CHECK(s->is_outer(2, function));
  CHECK_FALSE(s->is_outer(1, function));
  CHECK(s->lookup(2, function, 5, true) == global);
}

TEST_CASE("thousands of names in hundreds of scopes are all found again") {
  Names s;
  std::uint32_t scope = s.open();
  std::vector<std::uint32_t> made;
  std::vector<std::uint32_t> scopes;
  for (NameId name = 0; name < 5000; ++name) {
    if (name % 25 == 0) scope = s.open(scope);
    made.push_back(s.bind(name, scope));
    scopes.push_back(scope);
  }
  bool found = true;
  for (NameId name = 0; name < 5000; ++name) found = found && s->lookup(name, scope, 1, false) == made[name];
  CHECK(found);
  CHECK(s->lookup(4999, scopes[0], 1, false) == kNone);
}

}  // namespace
}  // namespace cg::parse
