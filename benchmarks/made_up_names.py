"""Made-up texts with something to hide, and without: nobody in them is real.

The given names are of two sorts: such as stand in the product's list, and rare ones that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

COMMON = [
    "Sarah",
    "Ahmed",
    "Giulia",
    "Mohammed",
    "Anna",
    "Pierre",
    "Katarzyna",
    "Sanjay",
    "Yuki",
    "Lucía",
    "João",
    "Sven",
    "Ingrid",
    "Fatima",
    "Olga",
    "Kevin",
    "Aylin",
    "Henrik",
    "Chiara",
    "Marek",
    "Priya",
    "Hannah",
    "Diego",
    "Naomi",
    "Bogdan",
]
RARE = [
    "Thandeka",
    "Eoghan",
    "Ximena",
    "Saoirse",
    "Anwen",
    "Tadeusz",
    "Ravindra",
    "Ifeoma",
    "Leocadia",
    "Kasimir",
    "Nkosana",
    "Torbjorn",
    "Aoife",
    "Zdenek",
    "Mirembe",
    "Guadalupe",
    "Oluwadamilare",
    "Wenzel",
    "Perpetua",
    "Caoimhe",
]
SURNAMES = [
    "Miller",
    "Okafor",
    "Rossi",
    "García",
    "Dubois",
    "Kowalczyk",
    "Patel",
    "Tanaka",
    "Silva",
    "Lindqvist",
    "Yılmaz",
    "van-Dijk",
    "Müller",
    "O'Brien",
    "Novák",
    "Haddad",
    "Petrov",
    "Jensen",
    "Schneider",
    "Adeyemi",
]
CUED = (
    "I spoke to {name} on the phone and it went well.",
    "My driver {name} was late again.",
    "Thanks to {name} everything was solved.",
    "Mrs {last} at the counter was rude.",
    "My name is {name} {last} and I want my money back.",
    "Regards, {name} {last}",
    "Ich heiße {name} {last} und warte seit Tagen.",
    "Je m'appelle {name} {last}, rappelez-moi.",
    "Dr. {last} did not listen.",
    "A colleague named {name} promised to call back.",
)
UNCUED = (
    "{name} was very friendly on the phone.",
    "It was {name} who answered, and she helped at once.",
    "Nobody but {name} {last} knew what to do.",
    "The parcel went to {name} next door.",
    "Great work by {name} and the whole team!",
)
NUMBERS = {
    "e-mail address": (
        "Write to {it} please.",
        ("s.miller@example.org", "info+shop@mail.example.co.uk", "ana_garcia@example.com"),
    ),
    "phone number": (
        "Call me on {it} after six.",
        (
            "+44 20 7946 0123",
            "020 7946 0958",
            "+49 (0)30 901820",
            "(555) 010-4477",
            "06 12 34 56 78",
            "0171/5550123",
        ),
    ),
    "order, card or account": (
        "It was {it}, as I said.",
        (
            "ORD2024001",
            "AB-12345",
            "4111 1111 1111 1111",
            "DE89 3704 0044 0532 0130 00",
            "943 476 5919",
            "1234567890",
        ),
    ),
    "postal address": (
        "I live at {it} and nobody came.",
        (
            "12 High Street",
            "Flat 3, 221B Baker Street",
            "Hauptstraße 5",
            "14 rue de la Paix",
            "Calle de Alcalá 45",
            "SW1A 1AA",
        ),
    ),
}
PLAIN = (
    "The delivery came three days late.",
    "Everything was Excellent, thank you!",
    "I waited 45 minutes on Monday, 3 May 2021.",
    "Will you please mark the exits? May is too late.",
    "Great service at the London store in 2024.",
    "I paid 1,250.00 for a model X200.",
    "The App crashed at 10:30 on 21/09/2021.",
    "Terminal 2, gate 47, flight delayed by 3 hours.",
    "My Mental Health worker is amazing.",
    "Rose bushes and a Jade plant arrived dead.",
    "Patience was needed. Hope it gets better.",
    "WiFi needs a password of 12 letters.",
    "Sehr freundliche Beratung im Laden.",
    "Le service client est injoignable.",
    "Muy buena atención, gracias.",
    "Nothing to complain about.",
    "Could not find the Ladies on level 3.",
    "The Christmas offer ended on 24 December.",
    "Bill was wrong twice.",
    "The Nurse was kind and the Doctor listened.",
)


def made_up() -> Iterator[tuple[str, str, str]]:
    """What is to be hidden, a text, and the words in it that must not be seen."""
    for sort, names in (("known given name", COMMON), ("rare given name", RARE)):
        for told, frames in (("with a word before it that tells", CUED), ("alone", UNCUED)):
            lasts = cycle(SURNAMES)
            for name in names:
                for frame in frames:
                    last = next(lasts)
                    used = [one for one, mark in ((name, "{name}"), (last, "{last}")) if mark in frame]
                    yield f"{sort}, {told}", frame.format(name=name, last=last), " ".join(used)
    for kind, (frame, each) in NUMBERS.items():
        for one in each:
            yield kind, frame.format(it=one), one


def plain_sentences() -> list[str]:
    """Sentences without anything to hide."""
    return list(islice(PLAIN, None))
