import typing as t

from . import models
from .models import Book, Item, Page, Tag
from .tools import slug as make_slug, traced


class Store:  # @store
    def __init__(self, items: t.Sequence[Item]) -> None:  # @store.init
        self._items = items
        self._by_tag: t.Dict[Tag, Book] = {}
        self.best = Book("best")  # => book

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()  # => store.close

    def close(self) -> None:  # @store.close
        for item in self._items:
            item.check()  # => item.check

    @traced  # => traced
    def tags(self) -> None:  # @store.tags
        for tag, book in self._by_tag.items():
            tag.short()  # => tag.short
            book.count()  # => book.count
        for tag in self._by_tag:
            tag.short()  # => tag.short
        for book in self._by_tag.values():
            book.first()  # => book.first
        for book in sorted(self._by_tag.values()):
            book.count()  # => book.count

    def pages(self) -> None:  # @store.pages
        for page in self.best.all_pages():  # => book.all_pages
            page.turn()  # => page.turn
        self.best.first().turn().turn()  # => book.first page.turn
        models.Item.build("x").check()  # => item.build item.check
        make_slug("a")  # => slug

    def find(self, tag: Tag) -> t.Optional[Book]:  # @store.find
        found = self._by_tag.get(tag)
        if found is not None:
            found.price()  # => book.price
        return found

    def unknown(self, thing, *rest) -> None:
        thing.check_all()
        thing.label.frob()
        rest[0].run()
