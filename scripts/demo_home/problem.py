"""What stops the demo, in words for the person in front of it."""


class DemoError(Exception):
    """Something is missing; the text says what."""
