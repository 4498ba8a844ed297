"""The REST API of ICTCore, self-hosted: SMS, fax, voice and email."""
