"""Proof that nothing is lost and nothing doubled."""
