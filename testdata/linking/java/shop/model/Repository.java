package shop.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public abstract class Repository<K, T extends Priced> { // @Repository
  private final Map<K, T> values = new HashMap<>();

  public Optional<T> find(K key) { // @Repository.find
    return Optional.ofNullable(values.get(key));
  }

  public void save(K key, T value) { // @Repository.save
    values.put(key, value);
    changed(value); // => Repository.changed
  }

  public T require(K key) { // @Repository.require
    return find(key).orElseThrow(() -> new MissingException("no " + key)); // => Repository.find MissingException(text)
  }

  protected abstract void changed(T value); // @Repository.changed

  public int total() { // @Repository.total
    int sum = 0;
    for (T value : values.values()) sum += value.price(); // => Priced.price
    return sum;
  }

  public static class MissingException extends RuntimeException {
    public MissingException(String text) { // @MissingException(text)
      super(text);
    }

    public MissingException(Throwable cause) { // @MissingException(cause)
      super(cause);
    }
  }
}
