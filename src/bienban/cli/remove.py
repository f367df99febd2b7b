"""``bienban remove``."""

from __future__ import annotations

import click

from bienban.cli.options import endpoint_option, store_option, verbosity_options
from bienban.cli.talk import count, say
from bienban.model.endpoint import Endpoint

__all__ = ["remove"]


@click.command("remove")
@click.argument("articles", nargs=-1, metavar="ARTICLE...", required=True)
@store_option
@endpoint_option
@verbosity_options
def remove(articles: tuple[str, ...], store: str, endpoint: Endpoint | None) -> None:
    """Take articles, and what they alone support, out of the store.

    ARTICLE is its address, its id, the stem of the file it came from, or its IRI. What other articles say too stays. The graph
    of an RDF file goes by its IRI or by the file's name. Nothing is removed when one of the names is unknown or could mean
    several articles.

    \b
    Examples:
      bienban remove hoi-nghi
      bienban remove https://bao-mau.example/2023/an-thinh-so-ket-giua-nhiem-ky.html
      bienban remove dong-lam-ky-hop-hdnd truong-khanh-tham-tet --store graphs
      bienban remove quan-he.ttl
      bienban remove hoi-nghi --endpoint http://localhost:7878/query
    """
    from bienban.cli.indexing import keep_up
    from bienban.pipeline.article_names import find_article, find_graph
    from bienban.store import open_endpoint, open_store

    with open_store(store, write=True) if endpoint is None else open_endpoint(endpoint) as opened:
        found = tuple(dict.fromkeys(find_graph(opened, name) or find_article(opened, name) for name in articles))
        for name in found:
            if not opened.remove_graph(name):
                opened.remove(name)
            say(f"removed {name}")
        left = len(opened.articles())
    if endpoint is None:
        keep_up(store)
    say(f"{count(left, 'article')} left in {store if endpoint is None else endpoint.url}")
