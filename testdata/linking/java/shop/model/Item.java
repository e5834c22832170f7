package shop.model;

import java.util.Comparator;
import java.util.List;

public class Item implements Priced { // @Item
  public static final Comparator<Item> BY_NAME = Comparator.comparing(Item::getName);
  private final String name;
  protected int price = defaultPrice(); // => Item.defaultPrice

  public Item(String name) { // @Item(name)
    this(name, defaultPrice()); // => Item.defaultPrice Item(name,price)
  }

  public Item(String name, int price) { // @Item(name,price)
    this.name = name;
    this.price = price;
  }

  static int defaultPrice() { // @Item.defaultPrice
    return 1;
  }

  public String getName() { // @Item.getName
    return name;
  }

  @Override
  public int price() { // @Item.price
    return price;
  }

  public Item rename(String name) { // @Item.rename
    return new Item(name, price()); // => Item(name,price) Item.price
  }

  public static Item cheapest(List<Item> items) { // @Item.cheapest
    Item best = items.get(0);
    for (Item item : items) {
      if (item.price() < best.price()) best = item; // => Item.price
    }
    return best;
  }

  public static class Builder { // @Builder
    private String name;

    public Builder name(String name) { // @Builder.name
      this.name = name;
      return this;
    }

    public Item build() { // @Builder.build
      return new Item(name); // => Item(name)
    }
  }

  class Tag { // @Tag
    String text() { // @Tag.text
      return getName().trim() + Item.this.rename("x").getName(); // => Item.getName Item.rename
    }
  }
}
