"""How `dragoman --help` groups the commands, and the example that ends the help of each."""

from __future__ import annotations

from collections.abc import Mapping

import typer
from typer.models import CommandInfo, TyperInfo

READ, LOOK, JUDGE, SEND, CHECK = "Read", "Look", "Judge", "Send", "Check"
COMMANDS: Mapping[str, tuple[str, str]] = {
    "read": (READ, "dragoman read articles.jsonl clippings/"),
    "load": (READ, "dragoman load segments/ --record news.sqlite"),
    "override": (JUDGE, 'dragoman override "storm the stage" none'),
    "actors": (LOOK, "dragoman actors VEN --on 2005-06-01"),
    "chains": (LOOK, "dragoman chains articles.jsonl --least 3"),
    "events": (LOOK, "dragoman events --pair CHN ECU --since 2027 --newest"),
    "statements": (LOOK, "dragoman statements --by Guleid --about OMN --stance denies"),
    "flows": (LOOK, "dragoman flows --from CHN --type loan --output loans.csv"),
    "relations": (LOOK, "dragoman relations --actor VUT --type office"),
    "framing": (LOOK, "dragoman framing --actor VUT --by-outlet"),
    "articles": (LOOK, "dragoman articles --text Hambantota"),
    "ledger": (LOOK, "dragoman ledger --from CHN --to ECU --since 2009"),
    "findings": (LOOK, "dragoman findings --pair CHN ECU --verdict contradict"),
    "watch-list": (LOOK, "dragoman watch-list --since 2027-03-12 --actor ECU"),
    "judge": (JUDGE, 'dragoman judge wrong ev-28da4dd6 --by "A. Reader"'),
    "export": (SEND, "dragoman export flows --actor CHN --output flows.csv"),
    "panel": (SEND, "dragoman panel --by dyad-year --output panel.csv"),
    "report": (SEND, "dragoman report --pair CHN ECU --output ecu.html"),
    "serve": (LOOK, 'dragoman serve --by "A. Reader"'),
    "fetch": (READ, "dragoman fetch https://news.example/2027/loan.html"),
    "watch": (READ, "dragoman watch feeds.opml --limit 50"),
    "check": (CHECK, "dragoman check --record caucasus.sqlite"),
    "backup": (CHECK, "dragoman backup copy.sqlite"),
    "explain": (CHECK, "dragoman explain ev-28da4dd6"),
    "evaluate": (CHECK, "dragoman evaluate gold.jsonl --misses 20"),
    "lint": (CHECK, "dragoman lint"),
    "plugins": (CHECK, "dragoman plugins"),
}
"""Command -> its panel and an example."""


def arrange(app: typer.Typer) -> None:
    """Put each command into its panel and its example below its help."""
    registered: list[CommandInfo | TyperInfo] = [*app.registered_commands, *app.registered_groups]
    for known in registered:
        name = str(known.name or getattr(known.callback, "__name__", ""))
        panel, example = COMMANDS.get(name, ("", ""))
        if panel:
            known.rich_help_panel = panel
        if example:
            known.epilog = f"Example: {example}"
