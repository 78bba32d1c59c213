"""What a draft's narration tells of a saying, beside who spoke: where, to whom, in what medium, about what and when."""
