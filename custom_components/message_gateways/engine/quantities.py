"""How much of what it is paid by a content is."""

import re

from ..gateways.model import Channel, Content
from ..gateways.segments import segments_of

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


def quantity_of(content: Content) -> int:
    """Count segments of an SMS and pages of a fax; a call is taken for one minute."""
    match content.channel:
        case Channel.SMS:
            return segments_of(content)
        case Channel.FAX:
            # What packs its pages away has at least one.
            pages = (len(_PAGE.findall(each.data)) for each in content.attachments)
            return max(1, sum(max(1, each) for each in pages))
        case _:
            return 1
