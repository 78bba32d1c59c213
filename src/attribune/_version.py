"""The version; nothing else, so that no module imports the package for it."""

__version__ = "0.7.0"
