"""Read the base address of an API for what tells accounts apart."""


def without_scheme(base_url: str) -> str:
    """Return an address without its scheme, user and the slash at its end."""
    host, slash, path = base_url.strip().rpartition("://")[2].partition("/")
    # A password written into an address must not be shown.
    return f"{host.rpartition('@')[2]}{slash}{path}".rstrip("/")
