"""Who may ask what, what is refused, and what is kept of it."""
