"""A small invented story told seven ways, and a draft that gets it wrong: what ``./run demo`` shows."""
