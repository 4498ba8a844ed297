"""One account at work: its stores, its sending, its polling."""
