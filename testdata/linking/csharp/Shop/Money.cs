namespace Shop
{
    public struct Money
    {
        public readonly int Cents;
        public Money(int cents) { Cents = cents; } // @Money.ctor
        public static Money operator +(Money a, Money b) { return new Money(a.Cents + b.Cents); } // @Money.plus // => Money.ctor
        public static Money operator -(Money a) { return new Money(-a.Cents); } // @Money.minus // => Money.ctor
        public static Money operator -(Money a, Money b) { return a + -b; } // @Money.less // => Money.plus Money.minus
        public static bool operator ==(Money a, Money b) { return a.Cents == b.Cents; } // @Money.equal
        public static bool operator !=(Money a, Money b) { return !(a == b); } // @Money.unequal // => Money.equal
        public static Money operator *(Money a, int n) { return new Money(a.Cents * n); } // @Money.times // => Money.ctor
    }

    public class Till
    {
        private Money total;
        public Money this[int i] { get { return total; } } // @Till.at

        public void Add(Money m) // @Till.Add
        {
            total += m; // => Money.plus
            total = total - m; // => Money.less
            total = m * 3; // => Money.times
            if (total == m) Add(-m); // => Money.equal Till.Add Money.minus
            var first = this[0] + m; // => Till.at Money.plus
            int n = 1 + 2;
        }
    }
}
