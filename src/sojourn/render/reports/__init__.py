"""An answer of the journey log as a report: its chart, its numbers, and how they are counted."""

from sojourn.render.reports.report import (
    REPORT_FORMATS,
    Report,
    ReportFormat,
    known_report_format,
    write_report,
)

__all__ = ["REPORT_FORMATS", "Report", "ReportFormat", "known_report_format", "write_report"]
