"""What a trace of many articles keeps in files of a temporary folder, and not in memory."""
