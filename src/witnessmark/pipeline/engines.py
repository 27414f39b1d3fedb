"""Which extractor is meant by a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from witnessmark.claims import RulesExtractor, SpacyExtractor
from witnessmark.errors import PluginError
from witnessmark.model import SpeakerKind
from witnessmark.plugins import Extractor

_MODEL = "en_core_web_sm"


def extractor_named(engine: str, kinds: Mapping[str, SpeakerKind]) -> Extractor:
    """The extractor of this name; "auto" takes the parser where it is installed, else the rules.

    Args:
        engine: "rules", "spacy" or "auto".
        kinds: kinds of speaker that a person gave to names.

    Raises:
        PluginError: where there is none of this name.
        MissingExtra: where it needs a package that is not installed.
    """
    if engine == "auto":
        engine = "spacy" if find_spec("spacy") and find_spec(_MODEL) else "rules"
    known: dict[str, Callable[[Mapping[str, SpeakerKind]], Extractor]] = {
        "rules": RulesExtractor,
        "spacy": SpacyExtractor,
    }
    if engine not in known:
        raise PluginError(f"no extractor is called {engine!r}", f"known: {', '.join(sorted(known))}")
    return known[engine](kinds)
