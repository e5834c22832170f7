import functools


def slug(text):  # @slug
    def clean(part):  # @clean
        return part.lower()

    return clean(text)  # => clean


def traced(function):  # @traced
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper
