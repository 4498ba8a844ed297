"""Simulators of providers: real HTTP servers on loopback for tests and demos."""
