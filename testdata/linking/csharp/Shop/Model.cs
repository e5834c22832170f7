using System;
using System.Collections.Generic;
using System.Linq;

namespace Shop.Model
{
    public interface IPriced // @IPriced
    {
        int Price { get; }
        int Scale(int by); // @IPriced.Scale
    }

    public partial class Item : IPriced
    {
        public static readonly Item None = new Item("none"); // => Item(name)
        private readonly string name;
        public int Price { get; private set; } = DefaultPrice(); // => Item.DefaultPrice

        public Item(string name) : this(name, DefaultPrice()) // @Item(name) // => Item(name,price) Item.DefaultPrice
        {
        }

        public Item(string name, int price) // @Item(name,price)
        {
            this.name = name;
            Price = price;
        }

        private static int DefaultPrice() => 1; // @Item.DefaultPrice

        public string Name => Decorate(name); // => Item.Decorate

        public virtual int Scale(int by) => Price * by; // @Item.Scale

        public static Item operator +(Item a, Item b) => Create(a.name); // => Item.Create
    }

    public class Sale : Item // @Sale
    {
        private readonly IPriced inner;

        public Sale(IPriced inner) : base("sale") // @Sale(inner) // => Item(name)
        {
            this.inner = inner;
        }

        public override int Scale(int by) // @Sale.Scale
        {
            inner.Scale(by); // => IPriced.Scale
            return base.Scale(by) + Rename("s").Scale(1); // => Item.Scale Item.Rename
        }

        public class Line // @Line
        {
            public void Add(Item item) => item.Scale(2); // @Line.Add // => Item.Scale
        }
    }

    public struct Point // @Point
    {
        public int X;
        public Point(int x) { X = x; } // @Point(x)
        public Point Move(int by) => new Point(X + by); // @Point.Move // => Point(x)
    }

    public record Order(Item Item, int Count) // @Order
    {
        public int Total() => Item.Scale(Count); // @Order.Total // => Item.Scale
    }

    public enum Kind { Food, Other }

    public static class Extensions
    {
        public static string Shout(this Item item) => item.Name.ToUpper(); // @Extensions.Shout
        public static Item Cheapest(this IEnumerable<Item> items) => items.First(); // @Extensions.Cheapest
        public static bool IsFood(this Kind kind) => kind == Kind.Food; // @Extensions.IsFood
    }
}
