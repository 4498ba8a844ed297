"""Talk to messaging gateways; a library that knows no Home Assistant."""
