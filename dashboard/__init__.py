"""Shows what the store holds."""
