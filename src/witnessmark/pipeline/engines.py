"""Which extractor is meant by a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from witnessmark.claims import RulesExtractor, SpacyExtractor
from witnessmark.errors import PluginError
from witnessmark.model import SpeakerKind
from witnessmark.plugins import Extractor


def extractor_named(engine: str, kinds: Mapping[str, SpeakerKind]) -> Extractor:
    """The extractor of this name.

    Args:
        engine: "rules" or "spacy".
        kinds: kinds of speaker that a person gave to names.

    Raises:
        PluginError: where there is none of this name.
        MissingExtra: where it needs a package that is not installed.
    """
    known: dict[str, Callable[[Mapping[str, SpeakerKind]], Extractor]] = {
        "rules": RulesExtractor,
        "spacy": SpacyExtractor,
    }
    if engine not in known:
        raise PluginError(f"no extractor is called {engine!r}", f"known: {', '.join(sorted(known))}")
    return known[engine](kinds)
