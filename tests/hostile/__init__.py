"""What strangers send, and what they get."""
