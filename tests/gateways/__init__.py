"""Tests of Message Gateways."""
