"""Source formats of other packages: a function of one file's bytes that gives `RawArticle`s, which are checked like any others."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.domain import Article
from dragoman.errors import InputError, PluginError
from dragoman.plugins import Plugin, plugins
from dragoman.reading.article import Defaults, RawArticle, make_article

GROUP = "dragoman.sources"


def source_of(name: str) -> Plugin | None:
    """Return the source whose ending a file's name has, the longest first; the ending is the entry point's name, without its full stop."""
    found = [plugin for ending, plugin in plugins(GROUP).items() if name.lower().endswith(f".{ending.lower().lstrip('.')}")]
    return max(found, key=lambda plugin: len(plugin.name), default=None)


def read_brought(source: Plugin, data: bytes, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield what a source makes of a file. Where it fails the file is refused, and the package named; what it gave before is kept."""
    try:
        for item in source.load()(data, where):
            yield item if isinstance(item, InputError) else _article(source, item, defaults, where)
    except InputError as error:
        yield error
    except PluginError as error:
        yield _refused(where, error)
    except Exception as error:  # the package's own code runs here
        yield _refused(where, source.failed(error))


def _article(source: Plugin, item: object, defaults: Defaults, where: str) -> Article | InputError:
    if not isinstance(item, RawArticle):
        raise source.failed(f"it gave a {type(item).__name__}, where a RawArticle or an InputError belongs")
    try:
        return make_article(item, defaults, where)
    except InputError as error:
        return error


def _refused(where: str, error: PluginError) -> InputError:
    cause, _, repair = str(error).rstrip(".").rpartition(". ")
    return InputError(where, cause, repair)
