package shop.app;

import static java.util.Objects.requireNonNull;
import static shop.app.Text.quote;
import static shop.app.Text.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.model.*;
import shop.model.Item.Builder;
import shop.model.Repository.MissingException;

public class Main extends Base {
  private final Items items = new Items(); // => Items
  private Runnable later = () -> start(); // => Main.start

  public static void main(String[] args) { // @Main.main
    Main main = new Main(); // => Main()
    main.start(); // => Main.start
    main.items.save("a", new Item("a")); // => Repository.save Item(name)
    new Main().later.run(); // => Main()
  }

  Main() { // @Main()
    super("main"); // => Base(name)
  }

  void start() { // @Main.start
    prepare(); // => Base.prepare
    quote(bracket("x")); // => Text.quote Text.bracket
    requireNonNull(items);
    Text.quote("y").length(); // => Text.quote
  }

  void chains(List<Item> list, Map<String, Item> map) {
    new Builder().name("x").build().price(); // => Builder Builder.name Builder.build Item.price
    list.get(0).rename("y").getName(); // => Item.rename Item.getName
    map.get("k").twice(); // => Priced.twice
    for (Map.Entry<String, Item> e : map.entrySet()) e.getValue().price(); // => Item.price
    for (Item item : map.values()) item.price(); // => Item.price
    items.find("a").get().price(); // => Repository.find Item.price
    items.require("a").getName(); // => Repository.require Item.getName
    list.forEach(item -> item.rename("z")); // => Item.rename
    list.stream().filter(i -> i.price() > 2).map(i -> i.rename("w")).findFirst().get().getName(); // => Item.price Item.rename Item.getName
    list.stream().map(Item::getName).count();
    var copy = new ArrayList<>(list);
    var first = list.get(0);
    first.price(); // => Item.price
    Item[] array = {first};
    array[0].price(); // => Item.price
    Item.cheapest(list).price(); // => Item.cheapest Item.price
  }

  int patterns(Object value, Priced priced) {
    if (value instanceof Item item && item.price() > 0) return item.twice(); // => Item.price Priced.twice
    if (value instanceof Item) ((Item) value).getName(); // => Item.getName
    return switch (priced) {
      case Item i when i.price() > 3 -> i.twice(); // => Item.price Priced.twice
      default -> priced.price(); // => Priced.price
    };
  }

  void anonymous() {
    Priced p = new Priced() { // => Priced
      @Override
      public int price() { // @anonymous.price
        helper(); // => anonymous.helper
        start(); // => Main.start
        return twice(); // => Priced.twice
      }

      void helper() {} // @anonymous.helper
    };
    p.price(); // => Priced.price
    Kind.FOOD.tax(3); // => Kind.tax
    Kind.valueOf("FOOD").tax(4); // => Kind.tax
    try {
      p.twice(); // => Priced.twice
    } catch (MissingException e) {
      throw new MissingException(e); // => MissingException(cause)
    }
  }

  void nested() {
    Inner inner = new Inner(); // => Inner
    inner.go(); // => Inner.go
    record Pair(Item left, Item right) { // @Pair
      Item max() { // @Pair.max
        return left.price() > right().price() ? left : right; // => Item.price
      }
    }
    new Pair(null, null).max().getName(); // => Pair Pair.max Item.getName
    unknown();
    String.valueOf(3).trim();
    new Object().toString();
  }

  @Override
  public String toString() { // @Main.toString
    return super.toString() + name(); // => Base.name
  }
}
