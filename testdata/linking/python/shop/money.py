class Money:  # @Money
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):  # @Money.add
        return Money(self.cents + other.cents)  # => Money

    def __eq__(self, other):  # @Money.eq
        return self.cents == other.cents

    def show(self):  # @Money.show
        return str(self.cents)


class Purse:  # @Purse
    def __getitem__(self, index) -> Money:  # @Purse.get
        return Money(index)  # => Money

    def __setitem__(self, index, value):  # @Purse.set
        pass

    def __contains__(self, money):  # @Purse.contains
        return False


def pay(a: Money, n: int):
    purse = Purse()  # => Purse
    purse[0] = a + a  # => Purse.set Money.add
    if a == Money(3) or a in purse:  # => Money.eq Money Purse.contains
        return purse[1].show()  # => Purse.get Money.show
    if a not in purse:  # => Purse.contains
        return n + 1
    kinds = {"a": Money}
    return kinds["a"]
