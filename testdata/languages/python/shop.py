"""A small shop: what daily Python looks like."""
from __future__ import annotations

import asyncio
import os.path
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, NewType, Optional, TypeVar, Union, cast, overload

from . import prices
from ..core.store import Store as BaseStore, connect
from .models import *

if TYPE_CHECKING:
    from .clients import Client

try:
    import ujson as json
except ImportError:
    import json

__all__ = ["Order", "Shop", "open_shop"]

T = TypeVar("T")
Bound = TypeVar("Bound", bound="Shop")
OrderId = NewType("OrderId", int)
Handler = Callable[["Order"], None]
Money: TypeAlias = "prices.Money | None"
MAX_ITEMS = 100
_cache: dict[str, Order] = {}
first, second = prices.load(), connect("x")
width, height = os.path.split(__file__)


class State(Enum):
    """Where an order is."""

    NEW = 1
    PAID = "paid"

    @property
    def done(self) -> bool:
        return self is State.PAID


@dataclass(frozen=True)
class Order(prices.Priced, Generic[T]):
    number: int
    items: list[Item] = field(default_factory=list)
    note: "str | None" = None
    count = total = 0

    @overload
    def add(self, item: Item) -> None: ...
    @overload
    def add(self, item: str, price: float) -> None: ...
    def add(self, item, price=None):
        self.items.append(item)
        self.state: State = State.NEW
        self.last = self.total = item

    @cached_property
    def sum(self) -> float:
        return sum(i.price * i.count for i in self.items if (cost := i.cost()) > 0)

    @property
    def owner(self) -> Client:
        return self._owner

    @owner.setter
    def owner(self, value: Client) -> None:
        self._owner = value

    @staticmethod
    def parse(text: str) -> Optional[Order]:
        root = ET.fromstring(text)
        return Order(int(root.attrib["n"]))

    @classmethod
    def of(cls, *names: str, **options: int) -> "Order":
        made = cls(len(names))
        made.items.extend(Item(name) for name in names)
        return made


class Shop(BaseStore):
    handlers: list[Handler] = []
    on_done = lambda self, order: order.close()

    def __init__(self, path: str, *, client: Client, retries: int = 3):
        super().__init__(path)
        self.client = client
        self.orders: dict[int, Order] = {}
        self.stack, self.depth = Stack(), 0
        self.client.retries = retries

    def get(self, number: int) -> Order:
        # Comment inside, documents nothing.
        global _cache
        _cache = {}
        order = self.orders.get(number) or Order(number)
        order.add("x", price=1.0)
        return order

    async def fetch(self, url: Union[str, bytes], mode: Literal["r", "w"] = "r"):
        async with self.client.stream(url) as response, open("log") as log:
            body = await response.read()
            log.write(f"{url!r}: {len(body):>{width}}")
        async for chunk in response.chunks():
            yield chunk

    def walk(self) -> Iterator[tuple[int, Order]]:
        for number, order in self.orders.items():
            order.number += 1
            yield number, order
        for index, (key, value) in enumerate(self.pairs()):
            del self.orders[key]
            print(index, value.name)
        try:
            self.flush()
        except (OSError, prices.PriceError) as error:
            raise RuntimeError(error.code) from error
        except KeyError:
            pass

    def price_of(self, thing):
        match thing:
            case Order(number=number, items=[first, *rest]) if number > 0:
                return first.price + len(rest)
            case {"price": price, **others}:
                return cast(prices.Money, price).value(others)
            case State.NEW | prices.Kind.FREE:
                return 0
            case str() as name:
                return self.price_of(self.lookup(name.strip()))
            case other:
                return other.price


def open_shop(path: str, client: "Client" = None) -> Shop:
    """Open the shop at `path`.

    Creates it where there is none.
    """
    counter = 0

    def bump(step: int = 1) -> int:
        nonlocal counter
        counter = counter + step
        return step

    shop = Shop(path, client=client)
    with_names = [shop.get(n).owner.name for n in range(bump())]
    by_name = {o.owner.name: o for o in shop.orders.values() if o.owner}
    a, b = Order(1), Order(2)
    a.add(b.items[0], *with_names, **by_name)
    *most, last = sorted(by_name, key=lambda o, d=0: o.number)
    return shop if most else Shop.default()


# Applies a handler twice.
twice = lambda handler: handler(handler)


def first_of[K: Order](values: list[K]) -> K:
    return values[0]


type Pair[V] = tuple[V, V]

if __name__ == "__main__":
    for argument in os.sys.argv:
        asyncio.run(open_shop(argument).fetch("x"))
