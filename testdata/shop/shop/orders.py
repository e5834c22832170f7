"""Orders, and what becomes of them."""
from shop.stock import Stock, reserve

LIMIT = 100


class Order:
    """What a customer wants."""

    def __init__(self, item, count):
        self.item = item
        self.count = count

    def total(self, price):
        """The price of all of it."""
        return price * self.count


class RushOrder(Order):
    def total(self, price):
        return super().total(price) + fee(self.count)


def fee(count):
    return 5 if count < LIMIT else 0


def place_order(item, count):
    """Take an order.

    Reserves the stock first.
    """
    reserve(Stock(), item, count)
    order = Order(item, count)
    print(order.total(3))
    return order
