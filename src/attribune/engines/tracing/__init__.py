"""A trace of more articles than one process holds: the stages of ``trace/``, part by part, with the same result."""
