class Stock:
    def take(self, item, count):
        return count


def reserve(stock: Stock, item, count):
    if stock.take(item, count):
        log(item)


def log(message):
    print(message)
