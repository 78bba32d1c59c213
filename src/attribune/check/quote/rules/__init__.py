"""The rules that words which stand in the source must keep, one file a rule."""
