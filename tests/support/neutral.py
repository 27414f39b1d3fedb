"""The words that the program must not write, and the one verb with which it hands a statement to a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from witnessmark.text import words

from .program import Text, Written, sources, templates, written

# Loaded words by their stems, each with the inflections that count. `_` and `-` part words, so identifiers are looked at too.
_LOADED = words(
    r"""
prov(?:e|es|ed|en|ing|ably) disprov\w+ reveal\w* expos(?:e|es|ed|ing|ures?) unmask\w* admit(?:s|ted|ting|tedly)? admissions?
confess\w* conced(?:e|es|ed|ing) regimes? fraud\w* fak(?:e|es|ed|ery|ing) forg(?:e|es|ed|er|ers|ing|ery|eries) fabricat\w+
falsif\w+ falsehoods?
merely mere purport\w* so-called allege\w* allegations? alleging allegedly notorious\w*
infamous\w* shocking\w* horrif\w+ genocid\w* atrocit\w+ victims?
guilt guilty culprits? criminals? lies? lied lying liars? cover-?ups? covering-up
propagand\w+
brutal\w* barbar\w+ evil sinister outrag\w+ blatant\w* obvious(?:ly)? undeniabl\w+ irrefutabl\w+
incontrovertib\w+ damning smoking-gun bombshell debunk\w* discredit\w* myths? conspirac\w+ smear\w*
slander\w* deceiv\w+ decei(?:t|tful) deception decepti\w+
whitewash\w* butcher\w* slaughter\w* massacr\w+  heroic\w* hero(?:es)? truth(?:s|ful|fully)? truly in-fact in-reality
 cult cults brainwash\w* dissidents? puppets? henchm[ae]n thugs? stooges?
凶手 真相 谎言 罪行 屠杀 造假 政权 所谓 邪教 宣传机器
"""
)
LOADED = re.compile(
    "|".join(one if not one.isascii() else rf"(?<![a-z0-9]){one.replace('-', '[-_ ]')}(?![a-z0-9])" for one in _LOADED),
    re.IGNORECASE,
)

_SLOT = r"(?:◊|\}\})"
_SUBJECT = (
    rf"(?:{_SLOT}|\b(?:he|she|it|they|who|ministry|officials?|office|government|critics?|scholars?|authors?|speakers?"
    r"|researchers?|associations?|foundation|NGOs?|court|witness(?:es)?|press|company|source|outlet|people|someone|somebody|nobody))"
)
_VERBS = words(
    "claims? claimed asserts? asserted argues? argued insists? insisted maintains? maintained contends? contended states"
    " stated alleges? reports? reported declares? declared acknowledges? acknowledged notes? noted confirms? confirmed"
    " concedes? believes? suggests? warns? warned denies deny denied disputes? disputed rejects rejected refutes? rebuts?"
    " announces? announced tells? told explains? explained testifies testified estimates? estimated"
)
# A verb that hands a statement on, after its subject and before what is said.
SPEECH = re.compile(
    rf"{_SUBJECT}(?:</\w+>)?\s+(?:{'|'.join(_VERBS)})(?=\s*(?:[:“\"◊]|\{{\{{|that\b|there\b|it\b|he\b|she\b|they\b|to\s(?:be|have)\b|<strong>))",
    re.IGNORECASE,
)
# `claimed` and `claiming` in any place; a name in the plan ("volume-claimed") is an address and no verb.
CLAIM_VERB = re.compile(r"(?<![-\w])(?:claimed|claiming|reportedly|supposedly)(?![-\w])", re.IGNORECASE)
# "only" as a minimiser: before a number.
MINIMISER = re.compile(
    rf"\b(?:only|just|barely|no more than a)\s+(?:{_SLOT}|\{{\{{|\d|a (?:few|handful|fraction)"
    r"|(?:few|some|one|two|three|ten)\b)",
    re.IGNORECASE,
)
# A string that is nothing but a verb of speech stands to be put beside a speaker.
_ALONE = (
    "asserts argues insists maintains contends alleges admits confesses reveals declares acknowledges confirms concedes"
    " believes suggests warns denies disputes rejects refutes rebuts announces explains testifies"
)
BARE_VERB = re.compile("|".join(words(_ALONE)))

# Data that sources are read by, and the table of refusals: file, what the string stands in, why.
DATA_MEANT = {
    ("claims/comparisons.py", "_COMPARISON"): "hedges in sources",
    ("claims/cues.py", "ACCORDING"): "verbs by which sources hand speech to somebody",
    ("claims/cues.py", "NOUN_CUE"): "nouns by which sources do",
    ("claims/cues.py", "_SPEECH"): "verbs by which sources do",
    ("claims/kinds.py", "_NOBODY"): "speakers that are nobody",
    ("claims/kinds.py", "_WORDS"): "words in the names of speakers",
    ("claims/speakers.py", "_ADVERBS"): "adverbs around a verb in sources",
    ("claims/speakers.py", "said_of_nobody"): "verbs by which sources hand speech to nobody",
    ("claims/units.py", "_PASSIVE"): "adverbs around a verb in sources",
    ("claims/units.py", "_STOP"): "words in sources that are no unit",
    ("cli/review_cmd.py", "STANCES"): "the labels of a stance, to choose from",
    ("model/claim.py", "Stance"): "the labels of a stance",
    ("model/refusal.py", "_ROWS"): "the table of what is refused",
    ("preserve/take_in.py", "_NAMES"): "columns by which a list of persons is known and refused",
}


def loaded(strings: Iterable[Written]) -> list[str]:
    """Loaded words in strings of the program, where they are no data that sources are read by."""
    found = []
    for one in strings:
        if (one.path, one.inside) in DATA_MEANT:
            continue
        found += [f"{one.where}: {told}" for told in in_text(one.text)]
        if BARE_VERB.fullmatch(one.text.strip()) and not one.compared:
            found.append(f"{one.where}: a reporting verb of its own: {one.text}")
    return found


def in_text(text: str) -> list[str]:
    """What is loaded in a text that a reader sees."""
    rules = (
        (LOADED, "a loaded word"),
        (CLAIM_VERB, "claim as a verb"),
        (SPEECH, "a reporting verb other than says"),
        (MINIMISER, "a minimiser"),
    )
    return [f"{what}: {match[0].strip()!r}" for rule, what in rules for match in rule.finditer(text)]


def program_strings() -> list[Written]:
    """Every string that the program can write: messages, hints, labels, helps, templates."""
    pages = [Written(one.path, "", 0, one.text, False) for one in templates()]
    return [*written(sources()), *pages]


def prose(folder: Path) -> list[Text]:
    """The prose of the example cases, without its addresses."""
    files = sorted(folder.glob("*/decisions/report/*.md"))
    return [Text(one.name, re.sub(r"\{\{.*?\}\}", "◊", one.read_text(encoding="utf-8"))) for one in files]
