"""Events as Google Analytics 4 exports them: parameters are lists of keys and values of several types."""

from __future__ import annotations

from typing import Any, Final

_LISTS: Final = ("event_params", "user_properties")
_VALUES: Final = ("string_value", "int_value", "float_value", "double_value", "value")


def with_plain_parameters(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its lists of parameters as objects, so that ``event_params.page_location`` is a column.

    >>> with_plain_parameters({"event_params": [{"key": "page", "value": {"string_value": "/cart"}}]})
    {'event_params': {'page': '/cart'}}
    """
    for name in _LISTS:
        listed = record.get(name)
        if isinstance(listed, list) and all(isinstance(one, dict) and "key" in one for one in listed):
            record[name] = {str(one["key"]): _value(one.get("value")) for one in listed}
    return record


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return next((value[name] for name in _VALUES if value.get(name) is not None), None)
