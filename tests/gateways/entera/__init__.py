"""Tests of the Entera gateway."""
