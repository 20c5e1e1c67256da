"""How much one connection may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FRAMES_A_SECOND: Final = 60.0
FRAMES_AT_ONCE: Final = 300.0
BYTES_A_SECOND: Final = 2.0 * 1024**2
BYTES_AT_ONCE: Final = 32.0 * 1024**2


@dataclass(slots=True)
class Bucket:
    """An allowance that fills up again with time.

    >>> bucket = Bucket(rate=1.0, most=2.0, now=0.0)
    >>> [bucket.take(1.0, now=0.0), bucket.take(1.0, now=0.0), bucket.take(1.0, now=0.0)]
    [True, True, False]
    >>> bucket.take(1.0, now=1.0)
    True
    """

    rate: float
    most: float
    now: float
    left: float = -1.0

    def __post_init__(self) -> None:
        self.left = self.most

    def take(self, amount: float, *, now: float) -> bool:
        """Take ``amount``; false when so much is not there."""
        self.left = min(self.most, self.left + (now - self.now) * self.rate)
        self.now = now
        if amount > self.left:
            return False
        self.left -= amount
        return True


class Allowance:
    """What a connection may still say: so many frames, so many bytes."""

    def __init__(self, *, now: float) -> None:
        self._frames = Bucket(rate=FRAMES_A_SECOND, most=FRAMES_AT_ONCE, now=now)
        self._bytes = Bucket(rate=BYTES_A_SECOND, most=BYTES_AT_ONCE, now=now)

    def covers(self, size: int, *, now: float) -> bool:
        """Whether a frame of ``size`` bytes may still come."""
        return self._frames.take(1.0, now=now) and self._bytes.take(float(size), now=now)
