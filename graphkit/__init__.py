"""graphkit: who backs whom, with the receipts."""

__version__ = "0.1.0"
