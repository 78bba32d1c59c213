"""Attribune: who said it, through whom it came, and whether the words survived."""

__version__ = "0.1.0"
