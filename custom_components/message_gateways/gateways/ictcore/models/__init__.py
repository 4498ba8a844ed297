"""What the API is asked and what it answers; None where an answer did not say."""
