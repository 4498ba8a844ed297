"""Tests of the ICTCore client, over real HTTP."""
