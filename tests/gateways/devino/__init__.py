"""Tests of the Devino gateway."""
