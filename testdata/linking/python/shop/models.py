from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional


class Item:  # @item
    registry: Dict[str, Item] = {}

    def __init__(self, name: str) -> None:  # @item.init
        self.name = name
        self.tag = Tag(name)  # => tag

    @classmethod
    def parse(cls, text: str) -> Item:  # @item.parse
        item = cls(text)  # => item
        item.check()  # => item.check
        return cls.build(text)  # => item.build

    @staticmethod
    def build(text: str) -> Item:  # @item.build
        return Item(text)  # => item

    @property
    def label(self) -> Tag:
        return self.tag

    def check(self) -> bool:  # @item.check
        return self.price() > 0 and self.label.short()  # => item.price tag.short

    def price(self) -> int:  # @item.price
        return 1


class Book(Item):  # @book
    def __init__(self, name: str) -> None:  # @book.init
        super().__init__(name)  # => item.init
        self.pages: List[Page] = []

    def price(self) -> int:  # @book.price
        return super().price() + self.count()  # => item.price book.count

    def count(self) -> int:  # @book.count
        for page in self.pages:
            page.turn()  # => page.turn
        for n, page in enumerate(self.pages):
            page.turn()  # => page.turn
        return len([p.turn() for p in self.pages])  # => page.turn

    def first(self) -> Optional[Page]:  # @book.first
        return self.pages[0].turn()  # => page.turn

    def all_pages(self) -> Iterator[Page]:  # @book.all_pages
        yield from self.pages


class Page:  # @page
    def turn(self) -> Page:  # @page.turn
        return self


@dataclass
class Tag:  # @tag
    text: str

    def short(self) -> str:  # @tag.short
        return self.text[:3]
