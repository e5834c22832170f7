#pragma once
#include <memory>
#include <string>
#include <vector>

namespace geo {

class Shape { // @Shape
 public:
  explicit Shape(std::string name); // @Shape(decl)
  virtual ~Shape() = default;
  virtual double area() const = 0; // @Shape.area
  const std::string& name() const { return name_; } // @Shape.name
  Shape& scaled(double by); // @Shape.scaled(decl)

 protected:
  void changed() const { notify(*this); } // @Shape.changed // => Shape.notify

 private:
  static void notify(const Shape& shape); // @Shape.notify(decl)
  std::string name_;
};

class Circle : public Shape { // @Circle
 public:
  explicit Circle(double radius); // @Circle(decl)
  double area() const override; // @Circle.area(decl)
  struct Style { // @Style
    int width = 1;
    int doubled() const { return width * 2; } // @Style.doubled
  };
  Style style() const { return {}; } // @Circle.style
  friend double weight(const Circle& c) { return c.radius_; } // @weight

 private:
  double radius_;
};

template <class T>
class Box { // @Box
 public:
  void put(T value) { value_ = value; } // @Box.put
  T& get() { return value_; } // @Box.get

 private:
  T value_;
};

inline double square(double x) { return x * x; } // @square
double clamp(double x); // @clamp.geo(decl)
inline int tally(const std::vector<Circle>& all) { return static_cast<int>(all.size()); } // @tally
template <class T>
void empty(Box<T>& box) {} // @empty

namespace detail {
double round(double x); // @detail.round(decl)
}

}  // namespace geo
