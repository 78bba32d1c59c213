"""Words of something written: which letter, report or post they stand in, and whose it is."""
