"""The refusals: what this program never does. The table that REFUSALS.md and `witnessmark refuses` print."""

from __future__ import annotations

from .word import Word


class Refusal(Word, frozen=True, kw_only=True):
    """One thing that is never built.

    Attributes:
        id: R1 to R12.
        never: what is refused.
        because: what it could do.
        instead: what the program does in its place.
        guard: what in the program keeps it so, or when the guard comes.
        test: which test turns red when the guard is broken.
        cannot_stop: what no program can keep people from.
    """

    id: str
    never: str
    because: str
    instead: str
    guard: str
    test: str
    cannot_stop: str


_ROWS = (
    (
        "R1",
        "organ, tissue, blood, DNA, biometric, health or identity-number data of a person; matching, allocation, donor or "
        "recipient registries, lawful ones included",
        "such data are what an abuser needs to choose a person",
        "claims about totals and about what sources say, with the words of the source",
        "no word has such a field, no word has a free field, and unknown fields are refused when read",
        "test_refusals: fields",
        "a source may hold such data in its bytes; no code lifts them out",
    ),
    (
        "R2",
        "finding, following or scoring a person: look-up by name, profile page, cross-source person entity, watch list, "
        "face, phone, route",
        "a tool that finds witnesses finds them for everybody",
        "a speaker as printed, inside one document",
        "the list of commands, options and pipeline functions is closed; none takes a person's name and gives rows",
        "test_refusals: surface, absent words",
        "anybody can search text files with other programs",
    ),
    (
        "R3",
        "inferring, storing, tabulating or optimising for ethnicity, religion or belief; name tables per people",
        "lists by belief are how groups are chosen",
        "what sources say about groups stays a quote",
        "no word, column or vocabulary has such a field",
        "test_refusals: fields",
        "a source may speak of groups; its words are shown as they stand",
    ),
    (
        "R4",
        "linking persons at register scale or on a cluster",
        "lists of tens of millions are population registers",
        "no linking of persons at all in this version",
        "there is no record, cluster or linking room yet",
        "test_refusals: absent words",
        "other programs link registers",
    ),
    (
        "R5",
        "turning a wanted wait, price or volume into a number of people; planning forward",
        "it is the arithmetic of supply",
        "claims and series about the past, each with who says so",
        "no method takes a target; a plan names claims, cells and fits of past cells; no line is drawn past the latest cell",
        "test_refusals: plan keys",
        "arithmetic is free to all",
    ),
    (
        "R6",
        "a directory of hospitals or staff by wait, price, organ or contact; people or testimony on a map",
        "it would serve a buyer",
        "claims by measure and speaker",
        "no page, table or command is arranged by institution or person; nothing is mapped",
        "test_refusals: surface",
        "published directories exist",
    ),
    (
        "R7",
        "a restricted name in any byte outside encryption; ids or hashes that can be guessed; restricted text sent off "
        "the machine",
        "a hash of a name is the name to whoever has a list of names",
        "only open material is taken in until there is an encrypted vault",
        "restricted access, testimony, leaks and lists of persons are refused before anything is written; no network",
        "test_refusals: intake, published bytes, network",
        "a person may call restricted material open",
    ),
    (
        "R8",
        "keeping what was withdrawn; a list of persons without purpose, basis and review date",
        "consent ends when a person says so",
        "details that name anybody stand in erasable sidecars, outside the log",
        "the log holds no personal data; lists of persons are not taken in; withdrawal comes with the vault",
        "test_refusals: intake",
        "copies that have left the case",
    ),
    (
        "R9",
        "small cells, by subtraction too, in anything published",
        "a count of one is a person",
        "only counts of claims and published series are printed",
        "there is no table of persons in this version",
        "test_refusals: absent words",
        "a published series may hold small cells of its own",
    ),
    (
        "R10",
        "asserting: a verdict, an accusation of forgery, a posterior nobody signed, a consensus number, an estimate called "
        "victims",
        "a program that asserts is a party",
        "one reporting verb for all sides; a judgement says read correctly, never that it is so",
        "judgements have two verdicts; every string the program writes is checked against a list of words",
        "test_neutral_words; test_refusals: verdicts",
        "people write their own prose",
    ),
    (
        "R11",
        "a number whose ancestor is recalled, back-solved or illustrative without saying so beside it",
        "a remembered number looks like a measured one",
        "standing is inherited from every input and printed as a label",
        "labels come with the figure itself, in text, chart, CSV and JSON",
        "test_refusals: recalled",
        "a person may call a recalled number read",
    ),
    (
        "R12",
        "one side's evidence without showing what was not used, not found, not asked",
        "silence reads as agreement",
        "the first page counts by kind of speaker and outlet what was found, decided and used, zeros included",
        "the table is part of every report and cannot be left out",
        "test_refusals: one side",
        "what was never added cannot be counted",
    ),
)

REFUSALS = tuple(
    Refusal(
        id=name,
        never=never,
        because=because,
        instead=instead,
        guard=guard,
        test=test,
        cannot_stop=cannot_stop,
    )
    for name, never, because, instead, guard, test, cannot_stop in _ROWS
)
