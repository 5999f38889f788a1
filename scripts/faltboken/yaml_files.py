"""YAML as editors write it: one kind of fault, with its line, whatever is wrong."""

from __future__ import annotations

from typing import Any

import yaml


class YamlError(ValueError):
    """A text that is not YAML, or holds a value that does not exist such as 30 February; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class _Loader(yaml.SafeLoader):
    """A safe loader that knows where the value stands that cannot be read."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node; a date or number that does not exist is a fault at its line."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError):
            raise YamlError(node.start_mark.line + 1) from None


def read_yaml(text: str) -> Any:
    """Return what a text holds; raises YamlError."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 – the loader is a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise YamlError(mark.line + 1 if mark else 1) from None
    except RecursionError:
        raise YamlError(1) from None
