from .models import *
from .store import Store as Shop
from . import tools

__all__ = ["Item", "Book", "Shop", "tools"]
