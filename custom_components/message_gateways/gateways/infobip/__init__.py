"""The Infobip-compatible SMS API, version 1: Infobip itself and its resellers."""
