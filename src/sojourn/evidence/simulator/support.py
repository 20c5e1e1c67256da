"""A question to support, and how long the answer takes."""

from __future__ import annotations

from typing import Any

from sojourn.evidence.simulator.calendar import DAY, HOUR, moment_at_work
from sojourn.evidence.simulator.chance import around, between, compiled, happens, uniform
from sojourn.evidence.simulator.person import feel, happened
from sojourn.evidence.simulator.vocabulary import CHAT, EMAIL, PHONE, SUPPORT_CONTACTED, TICKET_RESOLVED


@compiled
def ask_support(me: Any, store: Any, journey: Any, time: int, topic: int, order: int) -> int:
    """Open a ticket and see it resolved.

    Returns:
        When the ticket was resolved.
    """
    channel = _channel(me)
    asked = moment_at_work(me, time, 8, 20) if channel == PHONE else time
    me.tickets += 1
    _note(me, journey, SUPPORT_CONTACTED, asked, channel, topic, order)
    if happens(me, store.slow_support):
        return _wait_for_days(me, journey, asked, channel, topic, order)
    hours = around(me, 22.0, 0.5) if channel == EMAIL else around(me, 0.6, 0.8)
    resolved = asked + 60 + int(hours * HOUR)
    _note(me, journey, TICKET_RESOLVED, resolved, channel, topic, order)
    feel(me, 0.18)
    return resolved


@compiled
def _wait_for_days(me: Any, journey: Any, asked: int, channel: int, topic: int, order: int) -> int:
    """A ticket that lies about: the customer asks again, and is not amused."""
    days = between(me, 3.0, 9.0)
    resolved = asked + int(days * DAY)
    again = asked + int(between(me, 1.5, 2.8) * DAY)
    if happens(me, 0.6):
        _note(me, journey, SUPPORT_CONTACTED, moment_at_work(me, again, 8, 20), channel, topic, order)
    _note(me, journey, TICKET_RESOLVED, max(resolved, again + DAY), channel, topic, order)
    feel(me, -0.12 - 0.04 * days)
    return max(resolved, again + DAY)


@compiled
def _channel(me: Any) -> int:
    """The young write, the old call."""
    place = uniform(me)
    calls = 0.18 + 0.14 * me.age
    if place < calls:
        return PHONE
    return CHAT if place < calls + (1.0 - calls) * 0.5 else EMAIL


@compiled
def _note(me: Any, journey: Any, event: int, time: int, channel: int, topic: int, order: int) -> None:
    row = happened(me, journey, event, time, channel)
    row.topic = topic
    row.order = order
    row.ticket = me.tickets
