"""The formats that a page or a graph can be written in, by name.

Each is loaded when something is first written in it. To add one, write its renderer and add a line here:
the options of all commands that write a page or a graph follow from these tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from decision_aid.model.graph import Graph
    from decision_aid.model.report import Report


class PageFormat(NamedTuple):
    """A way to write a page: how the names of files in it end, and what people call it."""

    ending: str
    words: str
    render: Callable[[Report], str]


def _loaded_on_call(module: str, name: str) -> Callable[[Any], str]:
    def render(drawn: Any) -> str:
        text: str = getattr(import_module(f"decision_aid.rendering.{module}"), name)(drawn)
        return text

    return render


TEXT: Final = "text"

JSON: Final = "json"
"""No format of a page, since each command has a record of its own; but a name to choose among formats."""

FORMATS: Final[Mapping[str, PageFormat]] = {
    TEXT: PageFormat(".txt", "plain text to print", _loaded_on_call("text", "plain")),
    "markdown": PageFormat(".md", "Markdown", _loaded_on_call("markdown", "markdown")),
    "html": PageFormat(".html", "a web page to print", _loaded_on_call("html", "html")),
}
"""What every page can be written in."""

GRAPH_FORMATS: Final[Mapping[str, Callable[[Graph], str]]] = {
    "mermaid": _loaded_on_call("graphs.mermaid", "mermaid"),
    "dot": _loaded_on_call("graphs.dot", "dot"),
    "svg": _loaded_on_call("graphs.svg", "svg"),
}
"""What a graph can be written in besides, as a picture."""
