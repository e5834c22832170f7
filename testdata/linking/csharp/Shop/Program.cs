using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Shop.Model;
using static Shop.App.Texts;
using Goods = Shop.Model.Item;

namespace Shop.App
{
    public class Program // @Program
    {
        private readonly Store store = new Store(); // => Store
        private readonly Lazy<Item> lazy = new Lazy<Item>(() => Item.Create("lazy")); // => Item.Create

        public static async Task Main(string[] args) // @Program.Main
        {
            var program = new Program(); // => Program
            program.Run(); // => Program.Run
            await program.RunAsync(); // => Program.RunAsync
        }

        private void Run() // @Program.Run
        {
            var item = Item.Create("x"); // => Item.Create
            item.Scale(2); // => Item.Scale
            item.Shout(); // => Extensions.Shout
            item.Rename("y").Rename("z").Scale(3); // => Item.Rename Item.Scale
            Quote("q"); // => Texts.Quote
            Texts.Quote("q").Trim(); // => Texts.Quote
            new Goods("g").Scale(1); // => Item(name) Item.Scale
            store.Save(item); // => Repository.Save
            store.Find("k").Scale(4); // => Repository.Find Item.Scale
            store[0].Scale(5); // => Store.at Item.Scale
            Item.None.Rename("n"); // => Item.Rename
            var sale = new Sale(item) { }; // => Sale(inner)
            sale.Scale(6); // => Sale.Scale
            sale.Rename("s"); // => Item.Rename
            new Sale.Line().Add(sale); // => Line Line.Add
            new Order(item, 2).Total(); // => Order Order.Total
            new Point(1).Move(2).Move(3); // => Point(x) Point.Move
            Kind.Food.IsFood(); // => Extensions.IsFood
            Nested.Go(); // => Nested.Go
            this.Handle(item); // => Program.Handle
            Missing();
            Console.WriteLine(item.Name);
        }

        private async Task RunAsync() // @Program.RunAsync
        {
            var found = await store.FindAsync("k"); // => Repository.FindAsync
            found.Scale(1); // => Item.Scale
            (await store.FindAsync("j")).Rename("j"); // => Repository.FindAsync Item.Rename
        }

        private void Collections(List<Item> items, Dictionary<string, Item> map, Item[] array, object value)
        {
            foreach (var item in items) item.Scale(1); // => Item.Scale
            foreach (Item item in array) item.Scale(2); // => Item.Scale
            foreach (var pair in map) pair.Value.Scale(3); // => Item.Scale
            items[0].Scale(4); // => Item.Scale
            map["k"].Scale(5); // => Item.Scale
            array[0].Rename("a"); // => Item.Rename
            items.Cheapest().Scale(6); // => Extensions.Cheapest Item.Scale
            items.First().Scale(7); // => Item.Scale
            items.Where(i => i.Scale(8) > 1).Select(i => i.Rename("w")).ToList(); // => Item.Scale Item.Rename
            items.ForEach(i => i.Scale(9)); // => Item.Scale
            items.ForEach(Handle);
            if (value is Item known) known.Scale(10); // => Item.Scale
            if (value is Item) ((Item)value).Scale(11); // => Item.Scale
            (value as Item)?.Rename("as"); // => Item.Rename
            switch (value)
            {
                case Sale s: s.Scale(12); break; // => Sale.Scale
                case IPriced p: p.Scale(13); break; // => IPriced.Scale
            }
            var text = value switch { Sale sale => sale.Rename("t"), _ => null }; // => Item.Rename
            using (var open = Texts.Open()) open.Read(); // => Texts.Open Reader.Read
            if (map.TryGetValue("k", out Item got)) got.Scale(14); // => Item.Scale
        }

        private void Handle(Item item) { } // @Program.Handle

        private static class Nested
        {
            public static void Go() => Stop(); // @Nested.Go // => Nested.Stop
            private static void Stop() { } // @Nested.Stop
        }
    }

    internal static class Texts
    {
        public static string Quote(string s) => s; // @Texts.Quote
        public static Reader Open() => new Reader(); // @Texts.Open // => Reader
    }

    internal class Reader : IDisposable // @Reader
    {
        public int Read() => 1; // @Reader.Read
        public void Dispose() { }
    }
}
