"""Commands that write files of the source tree from others; not in the package."""
