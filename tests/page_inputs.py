"""A record for the pages: the samples' kinds of claim, without reading anything, and articles that mean harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dragoman.domain import ActorRef, Amount, Article, Date, Event, Evidence, Flow, Framing, Reading, Relation, Source, Statement
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import refresh

TEXT = "😀 Ecuador owes China $4.4 billion, the ministry said.\n\nQuirós denied it. Peru met Chile in March."
CHINA = ActorRef("CHN", "China", "China", "CHN", "GOV", "state", "name")
ECUADOR = ActorRef("ECU", "Ecuador", "Ecuador", "ECU", "GOV", "state", "name")
QUIROS = ActorRef("person:adela-quiros", "Adela Quirós", "Quirós", "ECU", "GOV", "person", "name")
OWED = "Ecuador owes China $4.4 billion"
MARCH = Date("2027-03-01", "2027-03-31", "month", "March")

# What a page must show as words: markup, addresses that run, templates, signs that turn the text.
HARM = [
    "<script>document.title='run'</script>",
    "<img src=x onerror=document.title='run'>",
    "<svg onload=document.title='run'>",
    "\"><script>document.title='run'</script>",
    "'-alert(1)-'",
    "javascript:document.title='run'",
    "</style><script>document.title='run'</script>",
    "</title><script>document.title='run'</script>",
    "{{ 7*7 }}{% for x in y %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "<iframe src=https://evil.example></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><button>",
    "<a href=javascript:document.title='run'>x</a>",
    "<math><mtext><script>document.title='run'</script>",
    "<!--<script>document.title='run'</script>-->",
    "]]><script>document.title='run'</script>",
    "&lt;script&gt;document.title='run'&lt;/script&gt;",
    "\u202egpj.exe \u2066hidden\u2069 \u200bzero \ufeffmark",
    "\x1b]0;title\x07 \x9b31m red \x00 nul",
    "A" * 3000,
    "a\u0301" * 500,
    "\n\n\n\t\t\t",
    "٣٤٥ العربية עברית",
    "data:text/html,<script>document.title='run'</script>",
    "<details open ontoggle=document.title='run'>",
    "<input autofocus onfocus=document.title='run'>",
    "<video><source onerror=document.title='run'>",
    "<object data=javascript:document.title='run'>",
    "<embed src=//evil.example/x.swf>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<script src=//evil.example/x.js></script>",
    "<template><script>document.title='run'</script></template>",
    "\\\"><script>document.title='run'</script>",
    "%3Cscript%3Edocument.title='run'%3C/script%3E",
    "<x onclick=document.title='run'>click</x>",
    "<svg><use href='data:image/svg+xml,<svg onload=1>'/></svg>",
    "`${document.title='run'}`",
]


def owed(article: str, low: float, high: float, text: str = TEXT) -> Flow:
    start = text.index(OWED)
    return Flow(
        id=f"fl-{article}",
        article=article,
        evidence=Evidence(start, start + len(OWED), OWED),
        attribution=(Source("the ministry", "said"),),
        rule="acts",
        flow_type="debt",
        measure="stock",
        provider=ECUADOR,
        recipient=CHINA,
        amount=Amount(low, high, "USD", "about", "$4.4 billion", "assumed"),
        as_of="2027-02-28",
        status="outstanding",
        confidence=0.91,
    )


def claims_of(article: str, low: float, high: float) -> tuple[Flow | Statement | Event | Relation, ...]:
    at = TEXT.index("Quirós denied it")
    met = TEXT.index("Peru met Chile")
    base = {"article": article, "rule": "acts"}
    return (
        owed(article, low, high),
        Statement(
            id=f"st-{article}",
            evidence=Evidence(at, at + 16, TEXT[at : at + 16]),
            content=Evidence(at + 14, at + 16, TEXT[at + 14 : at + 16]),
            speaker=QUIROS,
            quote="indirect",
            cue="denied",
            stance="denies",
            about=(CHINA,),
            **base,
        ),
        Event(
            id=f"ev-{article}",
            evidence=Evidence(met, met + 14, TEXT[met : met + 14]),
            type="CONSULT",
            actors=(ECUADOR, CHINA),
            date=MARCH,
            score=1.0,
            confidence=0.8,
            **base,
        ),
        Relation(id=f"re-{article}", evidence=Evidence(at, at + 6, "Quirós"), relation="office", subject=QUIROS, object=ECUADOR, **base),
    )


def make_record(path: Path, *, harm: bool = False, many: int = 0) -> Path:
    """Write the record; with `harm` each article's title, outlet, address, names and words are one of `HARM`. One article has `many` claims."""
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("a", TEXT, "Ecuador's debt", "2027-03-10", "Wire", "https://wire.example/1"), claims_of("a", 4.3e9, 4.5e9)))
        loaded = Framing("b", "regime", Evidence(2, 9, "Ecuador"), ECUADOR, "government", "pejorative")
        writer.add(Reading(Article("b", TEXT, "Other figures", "2027-03-11", "Post"), claims_of("b", 5.1e9, 5.1e9), (loaded,)))
        writer.add(Reading(Article("es", "Una noticia.", "Otra", "2027-03-12", language="es"), note="not coded: the language is 'es'"))
        if many:
            event = claims_of("many", 1e9, None)[2]
            writer.add(Reading(Article("many", TEXT, "Many claims", "2027-03-13"), tuple(replace(event, id=f"ev-many{n}") for n in range(many))))
        for number, words in enumerate(HARM if harm else ()):
            text = f"{words} {OWED} {words}"
            actor = ActorRef(words[:60], words, words, "ECU", "GOV", "state", words[:20])
            start = text.index(OWED)
            claim = Event(
                id=f"ev-h{number}",
                article=f"h{number}",
                evidence=Evidence(start, len(text), text[start:]),
                attribution=(Source(words, words),),
                rule=words,
                type="CONSULT",
                actors=(actor, CHINA),
            )
            writer.add(Reading(Article(f"h{number}", text, words, "2027-03-09", words, words), (claim, owed(f"h{number}", 1e9, None, text))))
    refresh(path)
    return path
