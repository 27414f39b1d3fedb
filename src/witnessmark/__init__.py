"""Witnessmark: where every sentence and every number is argued, and where an opponent can check it offline."""

__version__ = "0.1.0"
