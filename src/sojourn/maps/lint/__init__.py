"""The journey linter: what a map lacks to be of use. One rule a file; its docstring is its page."""

from sojourn.maps.lint.engine import Report, all_rules, check, fixed, report, rules_for
from sojourn.maps.lint.finding import Finding, Fix, Rule

__all__ = ["Finding", "Fix", "Report", "Rule", "all_rules", "check", "fixed", "report", "rules_for"]
