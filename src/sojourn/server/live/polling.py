"""With SQLite each process looks by itself whether another one committed: no process can wake another."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import Final

from django.db import Error, connection

from sojourn.server.config.threads import in_database
from sojourn.server.live.hub import Hub
from sojourn.server.live.visitors import committed_since, last_operation

logger = logging.getLogger(__name__)

POLL_EVERY: Final = 0.1
"""Seconds between two looks; one costs microseconds, as it only reads a counter in shared memory."""
AFTER_FAULT: Final = 2.0


async def poll(hub: Hub) -> None:
    """Notice commits of other processes, until cancelled."""
    while True:
        try:
            await _poll(hub)
        except (sqlite3.Error, Error) as error:
            logger.warning("The database file could not be looked at: %s", error)
            await asyncio.sleep(AFTER_FAULT)


async def _poll(hub: Hub) -> None:
    file = str(connection.settings_dict["NAME"])
    own = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        version, last = None, await in_database(last_operation)()
        hub.all_behind()  # What came up to here is fetched, what comes from here on is seen below.
        while True:
            (now,) = own.execute("PRAGMA data_version").fetchone()
            if now != version:
                version = now
                found, last = await in_database(committed_since)(last)
                for map_id, seq in found.items():
                    hub.committed_elsewhere(map_id, seq)
            await asyncio.sleep(POLL_EVERY)
    finally:
        own.close()
