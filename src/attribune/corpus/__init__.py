"""The evidence store: captures, versions, statements, search, integrity. One folder is a corpus."""
