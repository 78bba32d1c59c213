"""The evidence store: payloads, versions, statements, search, integrity. One folder is a corpus."""
