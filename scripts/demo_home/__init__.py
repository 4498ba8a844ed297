"""The demo: a real Home Assistant with this integration, and a gateway to play with."""
