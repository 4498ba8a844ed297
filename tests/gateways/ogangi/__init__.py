"""Tests of the API of OGangi."""
