"""A full map of the plainly fictional shop Larkspur, to be rendered."""

from __future__ import annotations

from typing import Any

from sojourn.maps.document import MapDocument
from sojourn.maps.order import keys_between

STAGES = [
    (
        "Discover",
        "Somebody needs a present and looks around.",
        ["An advertisement catches the eye", "Visits the site"],
    ),
    (
        "Choose",
        "Compares, doubts, asks others.",
        ["Looks at products", "Reads reviews", "Puts things into the cart"],
    ),
    ("Buy", "", ["Checks out", "Pays", "Gets the confirmation"]),
    ("Receive", "The parcel, or the walk to the shop.", ["Waits for the parcel", "Opens the parcel"]),
    (
        "Live with it",
        "Help, returns, and telling friends.",
        ["Asks for help", "Sends it back", "Tells friends"],
    ),
]
LANES = [
    ("actions", "What customers do"),
    ("touchpoints", "Touchpoints"),
    ("goals", "Goals and expectations"),
    ("thoughts", "Thoughts"),
    ("emotion", "Emotion"),
    ("barriers", "Barriers and recommendations"),
    ("importance", "Importance"),
    ("responsible", "Responsible"),
    ("numbers", "Numbers"),
]
ACTIONS = [
    "Scrolls past pictures of gardens; taps the one with the blue flowers.",
    "Lands on the front page, looks for the search box, types “gift”.",
    "Opens four product pages in tabs.\nCompares pictures and prices.",
    "Reads the worst reviews first.",
    "Adds two things, removes one.",
    "Types the address on a phone, on a bus.",
    "Tries the card twice.",
    "Checks the mail for the order number.",
    "Follows the parcel four times a day.",
    "Cuts the tape, looks for a card, takes a picture.",
    "Looks for a telephone number, finds a form.",
    "Prints a label at work.",
    "Sends a picture to a friend with the link.",
]
THOUGHTS = [
    "Pretty. Is that real?",
    "Where do I begin?",
    "They all look alike.",
    "Four stars, but why?",
    "What will delivery cost?",
    "Why do they need my birthday?",
    "Was I charged twice?",
    "Good, that went through.",
    "It said Tuesday.",
    "Better than the picture!",
    "Nobody answers.",
    "That was easier than I feared.",
    "She will love this shop.",
]
CHANNELS = [
    ("Picture advertisement", "social", "phone", "online"),
    ("Front page", "web", "laptop", "online"),
    ("Product page", "web", "laptop", "online"),
    ("Review list", "web", "phone", "online"),
    ("Cart", "app", "phone", "online"),
    ("Check-out form", "web", "phone", "online"),
    ("Payment page", "web", "phone", "online"),
    ("Confirmation mail", "email", "phone", "online"),
    ("Courier's tracking page", "courier", "phone", "online"),
    ("The parcel itself", "courier", "", "offline"),
    ("Help chat", "chat", "laptop", "online"),
    ("Shop counter", "shop", "", "offline"),
    ("Letter to a friend", "other", "", "offline"),
]
DEPARTMENTS = [
    "marketing",
    "web team",
    "web team",
    "web team",
    "web team",
    "web team",
    "web team",
    "support",
    "delivery",
    "warehouse",
    "support",
    "delivery",
    "marketing",
]
FEELINGS = [0.5, 0.1, 0.3, -0.2, 0.35, -0.45, -0.9, 0.4, -0.3, 0.95, -0.7, 0.15, 0.8]
SCORES = [None, 0.2, 0.35, 0.1, 0.3, -0.2, -0.55, 0.5, -0.4, 0.7, -0.62, None, 0.6]
REACHED = [9120, 13087, 11820, 4310, 8907, 7367, 7102, 6893, 6893, 6710, 1422, 388, 912]
GOALS = {
    0: ("goal", "Find an idea"),
    2: ("expectation", "See at once what fits the occasion"),
    5: ("goal", "Be done in two minutes"),
    9: ("wow", "A handwritten card lies on top"),
    10: ("expectation", "An answer on the same day"),
}
BARRIERS = {
    1: (
        "medium",
        "The search finds nothing for “gift”.",
        "Let the search know occasions, not only names of things.",
    ),
    6: (
        "high",
        "The payment page fails for one card in nine and does not say why.",
        "Say what went wrong, keep the cart, offer a second way to pay.",
    ),
    8: ("low", "The day of delivery moves without a word.", ""),
    10: (
        "high",
        "The telephone number is nowhere to be found.",
        "Put the number on every mail about an order.",
    ),
}
PERSONAS = [
    ("Wilma Sample", "Buys presents late at night", "I want to be done before the kettle boils.", 1),
    (
        "Otto Example",
        "Gardener on weekends, compares everything",
        "If it does not say where it grew, I do not buy it.",
        4,
    ),
]


def numbers(place: int) -> dict[str, Any]:
    """Numbers as a measurement would leave them; plausible, not measured."""
    reached = REACHED[place]
    share = reached / 13087
    score = SCORES[place]
    return {
        "customers": 13087,
        "reached": reached,
        "share": share,
        "share_low": max(0, share - 0.0085),
        "share_high": min(1, share + 0.0085),
        "events": reached * 2 + 41,
        "continued": round(reached * 0.8),
        "continued_share": 0.8 if place < 12 else None,
        "continued_low": 0.789 if place < 12 else None,
        "continued_high": 0.811 if place < 12 else None,
        "seconds": None if place == 0 else 40.0 * (place + 1) ** 3.3,
        "seconds_low": None if place == 0 else 36.0 * (place + 1) ** 3.3,
        "seconds_high": None if place == 0 else 44.0 * (place + 1) ** 3.3,
        "seconds_n": 0 if place == 0 else reached - 212,
        "score": score,
        "score_low": None if score is None else max(-1, score - 0.12),
        "score_high": None if score is None else min(1, score + 0.1),
        "score_n": 0 if score is None else 180 + 9 * place,
    }


def larkspur(*, personas: int = 1) -> MapDocument:
    """A whole map: five stages, thirteen steps, nine lanes, measured."""
    tables: dict[str, dict[str, dict[str, Any]]] = {
        name: {} for name in ("personas", "stages", "steps", "lanes", "cards", "links")
    }

    def put(table: str, **record: Any) -> None:
        tables[table][record["id"]] = record

    for place, (key, (name, role, quote, color)) in enumerate(
        zip(keys_between(None, None, 2), PERSONAS, strict=True)
    ):
        put("personas", id=f"per_{place}", order=key, name=name, role=role, quote=quote, color=color)
    for key, (kind, title) in zip(keys_between(None, None, len(LANES)), LANES, strict=True):
        put("lanes", id=f"lan_{kind}", order=key, kind=kind, title=title)
    step = 0
    for stage, (key, (title, description, steps)) in enumerate(
        zip(keys_between(None, None, len(STAGES)), STAGES, strict=True)
    ):
        put("stages", id=f"stg_{stage}", order=key, title=title, description=description)
        for order, name in zip(keys_between(None, None, len(steps)), steps, strict=True):
            put(
                "steps",
                id=f"stp_{step}",
                stage=f"stg_{stage}",
                order=order,
                title=name,
                importance=[None, "low", "medium", "high"][step % 4] if step != 6 else "high",
                moment_of_truth=step in {6, 9},
                decision="first_time" if step == 4 else None,
                numbers=numbers(step),
            )
            cards(put, step, personas)
            step += 1
    put(
        "links",
        id="lnk_loop",
        source="stp_6",
        target="stp_5",
        title="payment failed, tries again",
        kind="loop",
    )
    put(
        "links",
        id="lnk_shop",
        source="stp_4",
        target="stp_9",
        title="buys in the shop instead",
        kind="alternative",
    )
    return MapDocument.model_validate(
        {
            "map": {
                "id": "map_larkspur",
                "title": "Buying a present at Larkspur",
                "description": "How customers of a small shop for plants find, buy and receive a present.",
                "owner": "Customer experience, Larkspur",
                "reviewed_on": "2026-09-01",
                "measured": {
                    "at": "2026-09-02T08:00:00Z",
                    "customers": 13087,
                    "events": 262200,
                    "first": "2025-10-01T00:00:00Z",
                    "last": "2026-03-14T00:00:00Z",
                    "log": "Larkspur, winter",
                },
            },
            **tables,
        }
    )


def cards(put: Any, step: int, personas: int) -> None:
    """One step's cells."""
    where = {"step": f"stp_{step}", "order": "a0"}
    put("cards", id=f"crd_do{step}", lane="lan_actions", text=ACTIONS[step], **where)
    put("cards", id=f"crd_th{step}", lane="lan_thoughts", text=THOUGHTS[step], **where)
    text, channel, device, place = CHANNELS[step]
    put(
        "cards",
        id=f"crd_tp{step}",
        lane="lan_touchpoints",
        text=text,
        channel=channel,
        device=device,
        place=place,
        **where,
    )
    put("cards", id=f"crd_re{step}", lane="lan_responsible", department=DEPARTMENTS[step], **where)
    for persona in range(personas):
        feeling = max(-1.0, min(1.0, FEELINGS[step] + 0.4 * persona * (-1) ** step))
        put(
            "cards",
            id=f"crd_em{step}p{persona}",
            lane="lan_emotion",
            emotion=feeling,
            persona=f"per_{persona}",
            text="It goes on for ever" if step == 8 else "",
            **where,
        )
    if step in GOALS:
        put("cards", id=f"crd_go{step}", lane="lan_goals", role=GOALS[step][0], text=GOALS[step][1], **where)
    if step in BARRIERS:
        importance, text, recommendation = BARRIERS[step]
        put(
            "cards",
            id=f"crd_ba{step}",
            lane="lan_barriers",
            importance=importance,
            text=text,
            recommendation=recommendation,
            **where,
        )
