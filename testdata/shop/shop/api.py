from shop.orders import place_order, RushOrder


def handle(request):
    return place_order(request.item, request.count)


def handle_rush(request):
    order = RushOrder(request.item, 1)
    place_order(order.item, order.count)
    return order.total(4)


handle(None)
