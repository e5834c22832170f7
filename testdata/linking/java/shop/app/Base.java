package shop.app;

abstract class Base {
  private final String name;

  Base(String name) { // @Base(name)
    this.name = name;
  }

  void prepare() { // @Base.prepare
    start(); // => Base.start
  }

  abstract void start(); // @Base.start

  String name() { // @Base.name
    return this.name;
  }

  static class Inner { // @Inner
    void go() { // @Inner.go
      new Inner().go(); // => Inner Inner.go
    }
  }
}
