"""Every published figure, one command each: ``./run bench NAME``. Peers run side by side in the same process."""
