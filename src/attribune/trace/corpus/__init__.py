"""The trace that is kept with a corpus, and what is read of it."""
