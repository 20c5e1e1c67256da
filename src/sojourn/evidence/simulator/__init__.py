"""The simulated store "Larkspur": fictional customers with habits, from the first click to the farewell."""

from sojourn.evidence.simulator.simulation import SIMULATED_SCHEMA, START, simulate
from sojourn.evidence.simulator.writing import FORMATS, SimulatedResult, simulate_to

__all__ = ["FORMATS", "SIMULATED_SCHEMA", "START", "SimulatedResult", "simulate", "simulate_to"]
