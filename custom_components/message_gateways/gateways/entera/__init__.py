"""The Simple REST API v2 of Entera."""
