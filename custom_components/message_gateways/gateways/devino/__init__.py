"""The REST API of Devino Telecom: SMS, and Viber with SMS where Viber fails."""
