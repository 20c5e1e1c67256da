"""The journey linter: what a map lacks to be of use. One rule a file; its docstring is its page."""

from sojourn.maps.lint.engine import Finding, Rule, all_rules, check

__all__ = ["Finding", "Rule", "all_rules", "check"]
