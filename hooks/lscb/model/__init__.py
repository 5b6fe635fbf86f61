"""Values and records: what a content file means."""
