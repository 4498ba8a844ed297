"""Parse answers: the one place that sees foreign shapes."""
