"""Makes the shipped nets from data, reproducibly: ``./run train``. Needs torch; no part of the wheel."""
