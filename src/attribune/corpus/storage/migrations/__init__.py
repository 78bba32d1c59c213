"""The numbered SQL files that make and migrate a corpus: ``0001_record.sql`` leads to ``user_version`` 1."""
