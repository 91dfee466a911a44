"""What a project's code says: which file refers to what."""
