using System;
using static System.Math;
using Pairs = System.Collections.Generic.List<int>;
global using Shop.Shared;

namespace Shop.Orders
{
    /// <summary>One order.</summary>
    [Serializable, Obsolete("old", Error = true)]
    public abstract partial class Order<T, in U> : Entity<T>, IOrder where T : IItem, new()
    {
        private readonly int size = 1, limit;
        public const string Prefix = "o";
        public event EventHandler<Args> Changed;
        public event Action Closed { add { handlers += value; } remove { } }
        public int Count { get; private set; } = Make();
        public override string Name => size.ToString();
        public int Total
        {
            get { return limit; }
            set { limit = value; }
        }
        public T this[int at, string key] { get => items[at]; }

        public Order(int size, params string[] rest) : base(size) { this.size = size; }
        static Order() { }
        ~Order() { Close(); }

        public static Order<T, U> operator +(Order<T, U> a, Order<T, U> b) => a.Merge(b);
        public static explicit operator int(Order<T, U> a) => a.limit;
        void IOrder.Ship(T what) { what.Pack(); }
        protected abstract void Stop();

        public async Task<R> Load<R>(List<R> rows, ref int at, R other = default) where R : Row
        {
            int Twice(int n) => n + n;
            var made = new Order<int, int>(1) { Total = 2, Items = { 3 } };
            Row target = new(3);
            var (left, right) = Split();
            (int x, string y) = Split();
            foreach (var row in rows) { row.Save(); }
            foreach (var (key, row) in Index()) { row.Drop(key); }
            if (other is Row r && r.Size > 0) { r.Save(); }
            if (other is Row { Size: 1, Next: var next } found) { found.Save(); next.Save(); }
            var area = other switch
            {
                Circle c when c.Radius > 0 => c.Area(),
                null => Twice(1),
                Color.Red => 1,
                _ => 2
            };
            switch (other)
            {
                case Row first: first.Save(); break;
                default: goto done;
            }
            using var file = File.Open("x");
            using (var other2 = Open()) { other2.Read(); }
            await file.FlushAsync(limit: 1);
            rows?.Where(p => p.Ready).Select((q, i) => q.Size);
            var names = from n in rows join m in made on n.Id equals m.Id where n.Size > 1 let twice = n.Size * 2 orderby twice select new { n, twice };
            Func<int, int> f = delegate (int z) { return z; };
            Parse(text: "1", out var parsed, out Row row2);
            parsed.Save();
            try { Risk(); } catch (IOException e) when (e.Code > 1) { e.Log(); } finally { Close(); }
            Order<int, int>.Find<string>(typeof(Row), nameof(Row), (Row)target, target as Row);
            global::System.Console.Write($"{made.Total}");
        done:
            limit ??= Max(1, 2);
            limit++;
            return made with { Total = 1 };
        }
    }

    public record Person(string Name, int Age = 3) : Base(Name), IPerson { public int Height { get; init; } }
    public record struct Spot(int X);
    public readonly struct Span { }
    interface IOrder : IEntity { void Ship(); int Count { get; } }
    enum Color : byte { Red = 1, Green }
    public delegate int Visit<T>(T item, int depth);
    class Service(Client client) : Worker(client) { int started = client.Start(); }

    public static class Extensions
    {
        public static bool Empty(this string s) => s.Length == 0;
    }

#if DEBUG
    class Trace { void Log() { } }
#endif

    public class OrderTests
    {
        [Fact]
        public void Adds() => Assert.Equal(1, new Spot(1).X);
    }
}
