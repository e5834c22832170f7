import shop
import shop.tools as tools
from shop import Book, Shop


def main() -> None:  # @main
    book = Book("a")  # => book
    book.count()  # => book.count
    book.check()  # => item.check
    shop.Item("b").price()  # => item item.price
    with Shop([book]) as store:  # => store
        store.tags()  # => store.tags
        store.find(book.label).first()  # => store.find book.first
    tools.slug("x")  # => slug
    shop.tools.slug("y")  # => slug
    text = "a,b"
    text.split(",")
    open("f").close()
    {}.get("a")


if __name__ == "__main__":
    main()  # => main
