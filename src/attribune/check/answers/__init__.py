"""Answers of language models: their text as a draft, and whether each citation is where it says."""
