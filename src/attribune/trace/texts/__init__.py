"""An article as the stages of a trace see it: its letters and digits, its quotations, its fingerprints."""
