"""Statistics of the whole server."""

from tests.simulators.ictcore.calls import Call

ACTIVE = frozenset({"pending", "processing", "initializing", "pending_retry"})
IN_H = (
    *("user_total", "account_total", "did_total", "contact_total"),
    *("transmission_inbound", "transmission_outbound"),
)


def statistics(call: Call) -> dict[str, str] | dict[str, int]:
    """Count: as texts, in release 2.1.0 as numbers and fewer of them."""
    tables = call.world.tables
    transmissions = list(tables.transmissions)
    counts = {
        "user_total": len(tables.users),
        "account_total": len(tables.accounts),
        "campaign_total": len(tables.campaigns),
        "campaign_active": len(tables.campaigns.where(status="running")),
        "group_total": len(tables.groups),
        "contact_total": len(tables.contacts),
        "transmission_total": len(transmissions),
        "transmission_inbound": len(tables.transmissions.where(direction="inbound")),
        "transmission_outbound": len(tables.transmissions.where(direction="outbound")),
        "transmission_active": sum(row["status"] in ACTIVE for row in transmissions),
    }
    if call.world.h:
        counts["did_total"] = len(tables.accounts.where(type="did"))
        return {name: counts[name] for name in IN_H}
    return {name: str(count) for name, count in counts.items()}
