"""Templates to pages: everything escaped, one style sheet inside each page, and a policy that lets nothing be loaded."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("witnessmark.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _style() -> tuple[str, str]:
    """The style sheet and the policy that allows it, and nothing else, by its hash."""
    text = resources.files("witnessmark.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return text, policy


def page(template: str, **values: object) -> bytes:
    """A page from a template of this room, UTF-8.

    Args:
        template: its file name.
        values: what it names; text is escaped, Markup is not.
    """
    style, policy = _style()
    text = _environment().get_template(template).render(style=Markup(style), policy=Markup(policy), **values)
    return text.encode()


def markdown(text: str) -> str:
    """Markdown as HTML; HTML inside it is shown and not obeyed, images are not loaded."""
    return str(_markdown().render(text))


def item_lines(text: str) -> list[int]:
    """The lines of a Markdown text, from 0, on which an item of a numbered list begins."""
    return sorted(
        {one.map[0] for one in _markdown().parse(text) if one.type == "list_item_open" and one.info and one.map}
    )


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
