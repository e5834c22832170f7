#include <ostream>
#include <vector>

namespace shop {

class Money {
 public:
  explicit Money(int cents) : cents_(cents) {}  // @Money.ctor
  Money operator+(const Money& other) const { return Money(cents_ + other.cents_); }  // @Money.plus // => Money.ctor
  Money& operator+=(const Money& other) {  // @Money.add
    cents_ += other.cents_;
    return *this;
  }
  bool operator ==(const Money& other) const { return cents_ == other.cents_; }  // @Money.equal
  bool operator!() const { return cents_ == 0; }  // @Money.none
  void print() const {}  // @Money.print

 private:
  int cents_;
};

class Purse {
 public:
  Money& operator[](int i) { return all_[i]; }  // @Purse.at
  const Money* first() const { return all_.data(); }  // @Purse.first

 private:
  std::vector<Money> all_;
};

std::ostream& operator<<(std::ostream& out, const Money& m) { return out; }  // @out
bool operator<(const Money& a, const Money& b) { return false; }  // @less

void sum(std::ostream& out, Purse& purse, Money a, Money b, int n, Money* p, Money* q) {
  Money c = a + b;  // => Money.plus
  (a + b).print();  // => Money.plus Money.print
  c += a;  // => Money.add
  if (a == b) return;  // => Money.equal
  if (!c) return;  // => Money.none
  purse[0].print();  // => Purse.at Money.print
  if (purse[0] < purse[1]) return;  // => Purse.at less
  out << a << b;  // => out
  if (purse.first() == p) return;  // => Purse.first
  if (p == q || p == nullptr || !p) return;
  if (p < q) return;
  p[0].print();  // => Money.print
  *p += a;  // => Money.add
  n = n + 1;
}

}  // namespace shop
