package shop.model;

public enum Kind {
  FOOD {
    @Override
    int tax(int price) { // @FOOD.tax
      return lower(price); // => FOOD.lower
    }

    int lower(int price) { // @FOOD.lower
      return round(price / 20); // => Kind.round
    }
  },
  OTHER("other");

  private final String label;

  Kind() { // @Kind()
    this("none"); // => Kind(label)
  }

  Kind(String label) { // @Kind(label)
    this.label = label;
  }

  int tax(int price) { // @Kind.tax
    return round(price / 10); // => Kind.round
  }

  static int round(int value) { // @Kind.round
    return Math.max(0, value);
  }
}
