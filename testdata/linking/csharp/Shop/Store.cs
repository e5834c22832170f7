using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Shop.Model;

namespace Shop.App;

public abstract class Repository<T> where T : IPriced // @Repository
{
    private readonly Dictionary<string, T> values = new();

    public T Find(string key) => values[key]; // @Repository.Find

    public async Task<T> FindAsync(string key) // @Repository.FindAsync
    {
        await Task.Yield();
        return Find(key); // => Repository.Find
    }

    public void Save(T value) // @Repository.Save
    {
        Changed(value); // => Repository.Changed
        value.Scale(1); // => IPriced.Scale
    }

    protected abstract void Changed(T value); // @Repository.Changed
}

public class Store : Repository<Item> // @Store
{
    public event Action<Item> Saved;

    protected override void Changed(Item value) // @Store.Changed
    {
        Log("changed"); // => Store.Log(text)
        Log(3); // => Store.Log(number)
        Log(value); // => Store.Log(item)
        Log("{0} {1}", 1, 2); // => Store.Log(text,args)
        Saved?.Invoke(value);
    }

    void Log(string text) { } // @Store.Log(text)
    void Log(string text, params object[] args) { } // @Store.Log(text,args)
    void Log(int number) { } // @Store.Log(number)
    void Log(IPriced item) { } // @Store.Log(item)

    public Item this[int index] => Find(index.ToString()); // @Store.at // => Repository.Find
}
