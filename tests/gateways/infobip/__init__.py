"""Tests of the Infobip-compatible SMS API."""
