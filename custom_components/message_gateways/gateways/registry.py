"""The table of gateways: one row each, which its folder holds."""

from collections.abc import Mapping

from .devino import row as devino
from .entera import row as entera
from .ictcore import row as ictcore
from .info import GatewayInfo
from .infobip import row as infobip
from .ogangi import row as ogangi
from .sandbox import row as sandbox

REGISTRY: Mapping[str, GatewayInfo] = {
    row.key: row
    for row in (
        infobip.ROW,
        devino.ROW,
        entera.ROW,
        ogangi.ROW,
        ictcore.ROW,
        sandbox.ROW,
    )
}
