package shop.model;

public class Items extends Repository<String, Item> { // @Items
  private int changes;

  @Override
  protected void changed(Item value) { // @Items.changed
    changes++;
    log("changed " + value.getName()); // => Items.log(text) Item.getName
  }

  void log(String text) {} // @Items.log(text)

  void log(String text, Object... args) {} // @Items.log(text,args)

  void log(int number) {} // @Items.log(number)

  void log(Item item) { // @Items.log(item)
    log(item.price()); // => Items.log(number) Item.price
    log("%s", item, 1); // => Items.log(text,args)
    log(item.rename("b")); // => Items.log(item) Item.rename
    super.total(); // => Repository.total
  }
}
