"""The Markov chain of touches: how many conversions would be lost without each of them (SPEC AT11)."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import Interval

Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DRAWS: Final = 400
MOST_DRAWN: Final = 60
"""With more players the intervals would take longer than everything else."""

SEED: Final = 1
"""The draws are always the same ones, so that the same counts have the same interval."""


def removal_effects(steps: Int64s, *, players: int) -> Floats:
    """What part of the conversions would be lost without each player: float64[players], 0 to 1.

    Without a player, every step to it ends without a conversion. With ``h`` the chance to convert from each
    state and ``N`` the expected visits from one state to another, what is lost is the chance to reach a state
    of the player first at ``s``, times ``h(s)``, summed over its states.

    Args:
        steps: Counted steps, int64[(players + 1) ** order, players + 2]; state 0 is the start, state ``s``
            remembers the player ``s % (players + 1) - 1`` as the latest; the last two columns are the
            conversion and the end without one.
        players: How many players.

    Source: Anderl, Becker, von Wangenheim and Schumann 2016, Mapping the customer journey; Kemeny and Snell
        1960, Finite Markov chains, chapter III.
    """
    effects = np.zeros(players)
    visited = np.flatnonzero(steps.sum(axis=1))
    if visited.size == 0 or not steps[:, players].any():
        return effects
    visits, chance = _solved(_within(steps, visited, players), steps[visited, players], steps[visited])
    latest = visited % (players + 1) - 1
    for player in range(players):
        states = np.flatnonzero(latest == player)
        if states.size:
            first_met = np.linalg.solve(visits[np.ix_(states, states)].T, visits[0, states])
            effects[player] = min(1.0, max(0.0, float(first_met @ chance[states]) / chance[0]))
    return effects


def shares_of(effects: Floats) -> Floats:
    """The removal effects, scaled so that they sum to 1; all 0 where there are none."""
    total = effects.sum(axis=-1, keepdims=True)
    shares: Floats = np.divide(effects, total, out=np.zeros_like(effects), where=total > 0)
    return shares


def share_intervals(steps: Int64s, *, players: int) -> tuple[Interval, ...] | None:
    """95 % intervals of the shares of a chain of order 1, by drawing its steps anew.

    From each state as many steps are drawn as were counted, with the shares that were counted: a parametric
    bootstrap of ``DRAWS`` draws. A draw in which some state leads nowhere is left out.

    Args:
        steps: As for ``removal_effects``.
        players: How many players.

    Returns:
        One interval a player; ``None`` where the states remember more than one touch, where nobody converted,
        and with more than ``MOST_DRAWN`` players.

    Source: Efron and Tibshirani 1993, An introduction to the bootstrap, chapters 6 and 13.
    """
    if steps.shape[0] != players + 1 or players > MOST_DRAWN or not steps[:, players].any():
        return None
    draws = np.random.default_rng(SEED)
    drawn = np.zeros((DRAWS, *steps.shape), np.int64)
    for state in np.flatnonzero(steps.sum(axis=1)):
        counted = steps[state]
        drawn[:, state] = draws.multinomial(counted.sum(), counted / counted.sum(), size=DRAWS)
    kept = drawn[[_ends(one, players) for one in drawn]]
    low, high = np.quantile(shares_of(_effects_of_draws(kept, players)), [0.025, 0.975], axis=0)
    return tuple(Interval(float(one), float(other)) for one, other in zip(low, high, strict=True))


def _effects_of_draws(drawn: Int64s, players: int) -> Floats:
    """``removal_effects`` of many chains of order 1 at once: each player has one state."""
    left = np.maximum(drawn.sum(axis=2), 1)[:, :, None]
    within = np.zeros((len(drawn), players + 1, players + 1))
    within[:, :, 1:] = drawn[:, :, :players] / left
    visits = np.linalg.inv(np.eye(players + 1) - within)
    chance = (visits @ (drawn[:, :, players, None] / left))[:, :, 0]
    first_met = visits[:, 0, 1:] / np.diagonal(visits, axis1=1, axis2=2)[:, 1:]
    lost, all_of_it = first_met * chance[:, 1:], chance[:, :1]
    effects: Floats = np.divide(lost, all_of_it, out=np.zeros_like(lost), where=all_of_it > 0)
    return effects


def _ends(steps: Int64s, players: int) -> bool:
    """Whether from every visited state an end can be reached, so that visits are finite."""
    reaching = steps[:, players:].sum(axis=1) > 0
    for _ in range(players + 1):
        onward = (steps[:, :players] > 0) @ reaching[1:].astype(np.int64) > 0
        if not (onward & ~reaching).any():
            break
        reaching |= onward
    return bool(reaching[steps.sum(axis=1) > 0].all())


def _within(steps: Int64s, visited: Int64s, players: int) -> Floats:
    """Counted steps among the visited states, float64[visited, visited]."""
    states, base = steps.shape[0], players + 1
    place_of = np.full(states, -1)
    place_of[visited] = np.arange(visited.size)
    within = np.zeros((visited.size, visited.size))
    rows, columns = np.nonzero(steps[visited, :players])
    targets = place_of[(visited[rows] * base + columns + 1) % states]
    within[rows, targets] = steps[visited[rows], columns]
    return within


def _solved(within: Floats, converted: Int64s, steps: Int64s) -> tuple[Floats, Floats]:
    """Expected visits, float64[states, states], and the chance to convert from each state."""
    left = steps.sum(axis=1, dtype=np.float64)
    visits = np.linalg.inv(np.eye(left.size) - within / left[:, None])
    chance: Floats = visits @ (converted / left)
    return visits, chance
