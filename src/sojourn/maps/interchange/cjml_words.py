"""What CJML 2.0 and a map call the same things.

Names of elements are those of the public tools of the language's makers, which write
``<CJML version="2.0">``; see ``docs/reference/interchange.md`` for what was checked against what.
"""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import LaneKind

INITIATED_BY: Final = "Initiated by"
RECEIVED_BY: Final = "Received by"
RECEIVER_VIEW: Final = "Receiver's view"
CHANNELS: Final = "Channels"
MESSAGE: Final = "Message"
EMOTION: Final = "Emotion"
EXPERIENCE: Final = "Experience"
COMPLIANCE: Final = "Compliance"
LANES: Final[dict[str, LaneKind]] = {
    INITIATED_BY: "custom",
    RECEIVED_BY: "custom",
    RECEIVER_VIEW: "custom",
    CHANNELS: "channels",
    MESSAGE: "custom",
    EMOTION: "emotion",
    EXPERIENCE: "custom",
    COMPLIANCE: "custom",
}
"""The lanes that a journey of CJML has, top to bottom, where it says something for them."""
CUSTOMER: Final = "Customer"
"""The end user of a map without personas: CJML has no journey without one."""
PROVIDER: Final = "Organisation"
"""Who receives through a channel where nobody is named."""
