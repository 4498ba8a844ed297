"""The demo: a real Home Assistant with this integration, and gateways to play with."""
