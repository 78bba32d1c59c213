"""Reading many articles into tables, on this machine or on Spark: the same pure stages, and the same rows."""
