"""The lanes that a map starts with, from top to bottom, and what they are called."""

from __future__ import annotations

from typing import Final

STANDARD_LANES: Final[dict[str, str]] = {
    "actions": "What the customer does",
    "touchpoints": "Touchpoints",
    "channels": "Channels",
    "goals": "Goals and expectations",
    "thoughts": "Thoughts and questions",
    "emotion": "Emotion",
    "barriers": "Barriers and recommendations",
    "importance": "Importance",
    "responsible": "Responsible",
    "numbers": "Numbers",
}
"""Kind and title of each lane of an ordinary map."""

OTHER_LANES: Final[dict[str, str]] = {
    "metrics": "Metrics",
    "insights": "Insights",
    "observations": "Observations",
    "opportunities": "Opportunities",
    "frontstage": "Frontstage",
    "backstage": "Backstage",
    "support": "Support processes",
    "images": "Pictures",
    "custom": "Notes",
}
"""Kind and title of the lanes that a map can have besides."""
