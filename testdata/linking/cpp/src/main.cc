#include <algorithm>
#include <functional>

#include "store.h"

namespace {

struct Runner { // @Runner
  app::Store store;
  void operator()(int count) { store.add(count); } // @Runner.call // => Store.add(int)
  void go(); // @Runner.go(decl)
};

void helper(const geo::Shape& shape) { // @main.helper
  shape.name(); // => Shape.name
}

template <class F>
void each(int count, F f) { // @each
  for (int i = 0; i < count; ++i) f(i);
}

}  // namespace

void Runner::go() { // @Runner.go
  this->store.add(2); // => Store.add(int)
  store.self().self().total(); // => Store.self Store.self Store.total
}

int main() { // @main
  app::Store& store = app::Store::instance(); // => Store.instance
  store.add(3); // => Store.add(int)
  store.add(std::make_unique<geo::Circle>(2.0)); // => Store.add Circle()
  geo::Shape* found = store.find("circle"); // => Store.find
  found->scaled(2).area(); // => Shape.scaled Shape.area
  store.first().style().doubled(); // => Store.first Circle.style Style.doubled
  auto circle = store.first(); // => Store.first
  helper(circle); // => main.helper
  circle.area(); // => Circle.area
  geo::Box<geo::Circle> box;
  box.put(circle); // => Box.put
  box.get().area(); // => Box.get Circle.area
  each(2, [&](int i) { store.add(i); }); // => each Store.add(int)
  std::vector<geo::Circle> circles{circle};
  for (auto& c : circles) c.name(); // => Shape.name
  std::sort(circles.begin(), circles.end());
  circles[0].style(); // => Circle.style
  weight(circle); // => weight
  tally(circles); // => tally
  empty(box); // => empty
  Runner runner;
  runner.go(); // => Runner.go
  square(2.0);
  unknown(circle);
  found->missing();
  return static_cast<int>(geo::square(2.0)); // => square
}
