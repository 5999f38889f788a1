"""What counts as a word, and which words are forms of one another.

The rules below are data: the index carries them to the browser (`theme/static/search-rank.js` reads them there), so
that a page's words and a reader's are cut up the same way. Patterns keep to what Python and JavaScript both read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Written forms of one thing, made alike: "19 kap. 1 §" is 19:1, "3 §" and "§ 3" are 3§, a foreign call is a home call.
WRITTEN = [
    ["\u00ad", ""],
    ["[\u00a0\u202f]", " "],
    [r"\+46 ?(?:\(0\))? ?", "0"],
    [r"(\d+) ?kap(?:itlet|itel)?\.? ?(\d+)(?: ?([a-z])(?![a-zåäö]))?(?: ?§)?", "$1:$2$3"],
    [r"(\d+):(\d+) ([a-z])(?![a-zåäö\d])", "$1:$2$3"],
    [r"§ ?(\d+)(?: ?([a-z])(?![a-zåäö]))?", "$1$2§ "],
    [r"(\d+)(?: ?([a-z])(?![a-zåäö]))? ?§", "$1$2§ "],
]
# Digits with signs between them are one number when they are at least five: a telephone number, not two years.
NUMBER = r"\d(?:[ –-]?\d){4,}"
WORD = r"\d+:\d+[a-z]?|\d+[a-z]?§|[a-zà-öø-ÿ\d]+(?:[-'’][a-zà-öø-ÿ\d]+)*"

# Endings, taken off in this order; what is left is the word's stem. Nouns, adjectives and regular verbs.
STEM = [
    ["^(.{2,}[abdefghjklmnoprtuvyåäö])s$", "$1"],
    ["^(.{3,}?)(?:arna|erna|orna|andet|anden|ande|aren|are|ades|ade|ena|ern|ad|at|ar|er|or|en|et|an|na|a|e)$", "$1"],
    ["^(.{2,}[bdfghjklmnoprtvy])s$", "$1"],
    ["([bdfgklmnprst])\\1$", "$1"],
    ["^(.{3,}[dtgbpv])r$", "$1"],
]
# Endings that make another word of the same root: anmälan and anmälning, dokumentera and dokumentation.
ROOT = [["^(.{4,}?)(?:ering|ation|ning|ing|else|els|het|lig|skap|itet|er|ar|el|nd)$", "$1"], STEM[3]]
# Words that change inside; each is counted as the last of its line.
IRREGULAR = {
    form: forms.split()[-1]
    for forms in (
        "nätter nätterna natten natt",
        "böcker böckerna boken bok",
        "städer städerna staden stad",
        "händer händerna handen hand",
        "män männen mannen man",
        "söner sönerna sonen son",
        "döttrar döttrarna dottern dotter",
        "mödrar modern moder",
        "bröder bröderna brodern bror",
        "slår slog slagit slagen slagna slaget slå",
        "dör dog dött död döda dö",
        "får fick fått få",
        "går gick gått gå",
        "ger gav gett givit ge",
        "ser såg sett se",
        "rymmer rymde rymma rymt",
        "säljer sålde sålt sälja",
        "skär skar skurit skära",
        "väljer valde valt välja",
        "dricker drack druckit dricka",
        "skriver skrev skrivit skriva",
        "springer sprang sprungit springa",
        "äter åt ätit äta",
    )
    for form in forms.split()
}
_LITTLE = """
och eller i på för en ett att med av till från som är var vara jag du han hon hen de dom den det vi man mig dig min
mitt mina din ditt dina hans hennes sin sitt sina hur vad vem vilka vilken vilket när där här gör göra ska skall kan
får måste vill säga säger nån någon något några inte om nu så men mot hos ut upp in oss er ni deras dess detta denna
dessa själv själva vet vår vårt våra blir bli blev har hade vid efter utan under över än då också bara mer mest
the of to and for is are a an my i in on with how what do does who can you your we our it be or at by s
"""
# Words that say little: left out of the index, and of a question that has other words.
SMALL = frozenset(_LITTLE.split())


def _rule(pattern: str, replacement: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern), re.sub(r"\$(\d)", r"\\g<\1>", replacement)


_WRITTEN = [_rule(*rule) for rule in WRITTEN]
_STEM = [_rule(*rule) for rule in STEM]
_ROOT = [_rule(*rule) for rule in ROOT]
_NUMBER, _WORD = re.compile(NUMBER), re.compile(WORD)


def _lower(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower()
    for pattern, replacement in _WRITTEN:
        text = pattern.sub(replacement, text)
    return text


def tokens(text: str) -> list[str]:
    """Return a text's words as they are looked up, in order: lower case, without hyphens, numbers without signs."""
    text = _NUMBER.sub(lambda match: re.sub(r"\D", "", match[0]), _lower(text))
    return [re.sub("[-'’]", "", word) for word in _WORD.findall(text)]


def hyphenated(text: str) -> list[list[str]]:
    """Return the parts of each word that is written with hyphens in a text."""
    return [word.split("-") for word in _WORD.findall(_lower(text)) if "-" in word and not word[0].isdigit()]


def telling(words: list[str]) -> list[str]:
    """Return the words of a question that say something; all of them when none does."""
    return [word for word in words if word not in SMALL] or words


@cache
def stem(word: str) -> str:
    """Return what a word has in common with its other forms: familjehemmet and familjehem, drogerna and drog."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    return word if len(word) < 4 or word[0].isdigit() else _through(_STEM, word)


@cache
def root(stemmed: str) -> str:
    """Return what a stem has in common with words made from it: anmälning and anmälan, dokumentera and dokument."""
    return stemmed if stemmed[0].isdigit() else _through(_ROOT, stemmed)


def _through(rules: list[tuple[re.Pattern[str], str]], word: str) -> str:
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


@cache
def folded(word: str) -> str:
    """Return a word without the marks of its letters: å and ä as a, ö as o, é as e."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
