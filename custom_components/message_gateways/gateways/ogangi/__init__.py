"""The API of OGangi, now Messangi."""
