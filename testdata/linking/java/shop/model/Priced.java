package shop.model;

public interface Priced { // @Priced
  int price(); // @Priced.price

  default int twice() { // @Priced.twice
    return price() * 2; // => Priced.price
  }

  static Priced of(int price) { // @Priced.of
    return () -> price;
  }
}
