"""The pages of the desk: what a person opens."""
