"""x"""
from collections.abc import Iterator
def read(inputs, *, stdin=None): return iter(())
