package shop.ledger;

import java.io.IOException;
import java.util.*;
import java.util.function.Function;
import static java.lang.Math.max;
import static shop.money.Rates.*;

/** Keeps what was bought by whom. */
@Component(value = "ledger", order = 3)
public final class Ledger<K extends Key & Comparable<K>, @NonNull V> extends base.Store<K> implements Iterable<V>, Closer<String> {
  private static final Map<String, Ledger<?, ?>> ALL = new HashMap<>();
  static int count = 0, limit[] = {1, 2};  // how many there may be
  protected final List<Entry> entries;

  static {
    int first = start();
    ALL.put("first", null);
  }

  {
    prepare();
  }

  public Ledger(int size, String... names) throws IOException {
    this(new ArrayList<>(size));
    super.open();
    for (String name : names) name.trim();
  }

  private Ledger(List<Entry> entries) {
    super(entries.size());
    this.entries = entries;
    count++;
  }

  @Override
  public Iterator<V> iterator() {
    Iterator<V> it = new Iterator<V>() {
      int at = 0;

      @Override public boolean hasNext() { return at < entries.size(); }
      @Override public V next() { return read(at++); }
    };
    return it;
  }

  <R extends Entry> R find(final List<? extends R> from, Function<R, Boolean> test, int[]... bounds) {
    Entry size = entries.get(0);
    size.size();
    int n = size();
    from.stream().map(Entry::total).filter(this::known).map(Entry[]::new).map(ArrayList<R>::new);
    Runnable r = () -> { size.flush(); };
    Function<Entry, Integer> f = e -> e.total(), g = (Entry e) -> max(e.total(), RATE);
    outer:
    for (int i = 0, end = bounds.length; i < end; i++) {
      if (bounds[i][0] > 3) break outer;
    }
    try (var in = open("x"); Reader other = new Reader(in)) {
      in.skip(1);
      other.read();
    } catch (IOException | IllegalStateException e) {
      e.printStackTrace();
    } finally {
      close();
    }
    for (var each : from) each.total();
    return test != null ? (R) size : from.get(0);
  }

  static String describe(Object o) {
    if (o instanceof String s && !s.isEmpty()) return s.trim();
    if (!(o instanceof Point(int px, var py))) return Kind.SALE.label();
    class Local { void go() { describe(o); } }
    new Local().go();
    Ledger.this.flush();
    shop.ledger.Ledger.count += 1;
    Class<?> type = Entry.class;
    Outer.Inner inner = o.new Inner();
    entriesOf(o)[0].total = 4;
    return switch (o) {
      case Entry e when e.total() > 0 -> e.name();
      case Point(int x, int y) -> "point" + x;
      default -> null;
    };
  }
}

record Point(int x, int... rest) implements Shape {
  static Point origin;

  Point {
    check(x);
  }
}

enum Kind implements Named {
  SALE("sale") {
    @Override String label() { return "S" + code(); }
  },
  REFUND;

  Kind(String label) {}

  abstract String label();
}

@interface Component {
  String value() default "";
  int order();
}

interface Named<T> extends Shape, base.Other {
  int MAX = 3;
  T name();
  default void print() { name().toString(); }
  static <A, B extends A> B of(A a) { return null; }
}

class LedgerTest {
  @Test
  void adds() { assertEquals(1, new Ledger<>(1).count); }
}
