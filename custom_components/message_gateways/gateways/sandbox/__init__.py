"""The sandbox: a gateway without account, network or cost, for trying everything."""
