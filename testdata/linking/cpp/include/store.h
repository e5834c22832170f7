#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shape.h"

namespace app {

class Store { // @Store
 public:
  void add(std::unique_ptr<geo::Shape> shape); // @Store.add(decl)
  void add(int count); // @Store.add(int,decl)
  geo::Shape* find(const std::string& name) const; // @Store.find(decl)
  double total() const; // @Store.total(decl)
  geo::Circle first() const; // @Store.first(decl)
  Store& self() { return *this; } // @Store.self
  static Store& instance(); // @Store.instance(decl)
  bool operator==(const Store& other) const; // @Store.eq(decl)

 private:
  std::vector<std::unique_ptr<geo::Shape>> shapes_;
  std::map<std::string, geo::Shape*> by_name_;
  geo::Box<geo::Circle> box_;
};

double clamp(double x); // @clamp.app(decl)

}  // namespace app
