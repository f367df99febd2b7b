"""What one article says in the merged graph: its facts about resolved things, without evidence.

A triple of the article graph goes over with its nodes renamed; only ``bb:searchKey``, the posts (``org:Post``) and
``prov:wasDerivedFrom`` are new. Whatever depends on who a person is gets its name here, given the merged persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from bienban.graph.schemes import concepts
from bienban.graph.terms import Term, Triple, string
from bienban.graph.vocab import concept, term
from bienban.identity.abroad import office_abroad
from bienban.identity.keys import Keys
from bienban.identity.names import is_scoped, key_of, mint, part, scoped, tail, text_of
from bienban.identity.nation import nation, national_name
from bienban.identity.persons import LocalPerson
from bienban.identity.view import ArticleView, type_of
from bienban.text import fold_marks, match_key

__all__ = [
    "DERIVED",
    "LABEL",
    "ORGANIZATION",
    "POST",
    "POST_IN",
    "PREF_LABEL",
    "ROLE",
    "SEARCHED",
    "SEARCH_KEY",
    "ArticleFacts",
    "post_label",
    "search_key",
]

A, LABEL, PREF_LABEL = term("rdf:type"), term("rdfs:label"), term("skos:prefLabel")
NAME, TITLE, SEARCH_KEY, DERIVED = term("foaf:name"), term("dcterms:title"), term("bb:searchKey"), term("prov:wasDerivedFrom")
MEMBER, ORGANIZATION, ROLE, POST = term("org:member"), term("org:organization"), term("org:role"), term("bb:post")
POST_CLASS, POST_IN = term("org:Post"), term("org:postIn")
STATUS, START, END = term("bb:membershipStatus"), term("schema:startDate"), term("schema:endDate")
HAS_PARTICIPATION, HAS_PARTICIPANT, PART_ROLE = term("cv:hasParticipation"), term("cv:hasParticipant"), term("cv:role")
RECIPIENT, OCCASION, SPEAKER, TEXT = term("bb:recipient"), term("bb:occasion"), term("bb:speaker"), term("schema:text")

AWARD_WORDS = tuple(map(term, ("bb:conferrerName", "bb:citation", "bb:meritStart", "bb:meritEnd", "bb:consecutiveYears")))
CONFERRER, AWARD_TYPE = term("bb:conferrer"), term("bb:awardType")
GROUP_WORDS = tuple(map(term, ("bb:memberCount", "bb:groupKind", "bb:countQualifier")))

SEARCHED = {"person": NAME, "org": LABEL, "event": LABEL, "place": LABEL, "document": TITLE}
"""By type: the property whose words are searched."""

LEFT_IN_ARTICLE = frozenset(map(term, ("bb:textDigest", "bb:textLength", "dcterms:language")))
"""What is said of an article in its own graph only."""

MEMBERSHIPS = ("post", "membership")


@lru_cache(maxsize=16384)
def search_key(words: Term) -> Term:
    """The words of a literal without diacritics, in lower case; equal for two spellings of one name."""
    return string(fold_marks(match_key(text_of(words))))


@lru_cache(maxsize=1)
def _role_labels() -> dict[Term, str]:
    return {concept("post-role", c.code): c.vi for c in concepts() if c.scheme == "post-role"}


def post_label(role: Term, role_words: Term | None, body_words: Term | None) -> Term | None:
    """What a post is called: the role, then the body unless the role names it already; the word where they meet once only.

    "Trưởng Ban" of the "Ban Dân vận" (head of the commission) is the "Trưởng Ban Dân vận".
    """
    said = text_of(role_words) or _role_labels().get(role, "")
    body = text_of(body_words)
    if not said:
        return None
    if not body or match_key(body) in match_key(said):
        return string(said, "vi")
    head, _, rest = body.partition(" ")
    *before, last = said.split(" ")
    joined = [*before, body] if before and rest and match_key(last) == match_key(head) else [said, body]
    return string(" ".join(joined), "vi")


class ArticleFacts:
    """One article as the merge sees it; reading it is done once, naming persons as often as they change, in any process."""

    def __init__(self, article: str, triples: Iterable[Triple]) -> None:
        self.view = ArticleView(article, triples)
        self.article = article
        keys = Keys(self.view)
        self._names = keys.names
        self._posts = {m: self._post(m, keys) for m in self.view.of_type(*MEMBERSHIPS)}
        self.persons = tuple(self._persons())

    def _post(self, membership: Term, keys: Keys) -> Term | None:
        """The post of a membership: an office by its role, else role and body; None where there is no body."""
        view = self.view
        role_node, body_node = view.one(membership, ROLE), view.one(membership, ORGANIZATION)
        role = None if role_node is None else keys.name(role_node)
        body = None if body_node is None else keys.name(body_node)
        if role is None:
            return None
        national = body_node is not None and self._is_national(body_node, keys)
        if role in nation().offices and (body_node is None or national):
            return mint("post", tail(role), "office", role, lead="a")
        if body_node is None and role_node is not None and office_abroad(key_of(view.one(role_node, PREF_LABEL))) is not None:
            return mint("post", _readable(role), "office", role, lead="a")
        if body is None:
            return None
        readable = f"{_readable(role)} {_readable(body)}"
        if is_scoped(body) or is_scoped(role):
            return scoped("post", readable, Term(f"{role} {body}"))
        return mint("post", readable, role, body, lead="d" if "/id/role/" in role else "b" if national else "c")

    def _is_national(self, body: Term, keys: Keys) -> bool:
        label = national_name(key_of(self.view.one(body, LABEL)))
        return keys.name(body) == mint("org", label, "national", label)

    def _persons(self) -> Iterator[LocalPerson]:
        posts: dict[Term, set[Term]] = {}
        for membership, post in self._posts.items():
            if post is not None and not is_scoped(post):
                for member in self.view.all(membership, MEMBER):
                    posts.setdefault(member, set()).add(post)
        for node in self.view.of_type("person"):
            yield LocalPerson(node, key_of(self.view.one(node, NAME)), frozenset(posts.get(node, ())))

    def triples(self, persons: Mapping[Term, Term]) -> set[Triple]:
        """All triples of this article in the merged graph, given the merged name of each of its persons."""
        names = _Dependents(self.view, self._names | {p.node: persons[p.node] for p in self.persons}).names
        get, out = names.get, set[Triple]()
        add = out.add
        for node, said in self.view.nodes.items():
            name = names[node]
            add((name, DERIVED, node))
            for prop, values in said.items():
                for value in values:
                    add((name, prop, get(value, value)))
            searched = SEARCHED.get(type_of(node))
            if searched is not None:
                out.update((name, SEARCH_KEY, search_key(words)) for words in said.get(searched, ()))
        for membership, post in self._posts.items():
            if post is not None:
                out.add((names[membership], POST, post))
                out.update(self._of_post(membership, post, names))
        own = Term(f"<{self.article}>")
        for prop, values in self.view.own.items():
            if prop not in LEFT_IN_ARTICLE:
                out.update((own, prop, get(value, value)) for value in values)
        return out

    def _of_post(self, membership: Term, post: Term, names: Mapping[Term, Term]) -> Iterator[Triple]:
        view = self.view
        role, body = view.one(membership, ROLE), view.one(membership, ORGANIZATION)
        if role is None:
            return
        yield post, A, POST_CLASS
        yield post, ROLE, names.get(role, role)
        if body is not None:
            yield post, POST_IN, names.get(body, body)
        label = post_label(role, view.one(role, PREF_LABEL), None if body is None else view.one(body, LABEL))
        if label is not None:
            yield post, LABEL, label


def _readable(name: Term) -> str:
    """The part of an IRI that people read."""
    last = name[1:-1].rpartition("/")[2]
    return last.rpartition("-")[0] if "/id/" in name else last


class _Dependents:
    """Names the nodes whose identity depends on other merged names: posts held, awards, groups, participations, statements."""

    def __init__(self, view: ArticleView, names: dict[Term, Term]) -> None:
        self.names = names
        self._view = view
        self._awarded, self._attended, self._of_event = (
            view.holders(prop) for prop in (RECIPIENT, HAS_PARTICIPANT, HAS_PARTICIPATION)
        )
        rules: tuple[tuple[tuple[str, ...], Callable[[Term], Term]], ...] = (
            (MEMBERSHIPS, self._membership), (("award",), self._award), (("group",), self._group),
            (("participation",), self._participation), (("statement",), self._statement),
        )  # fmt: skip
        for kinds, rule in rules:
            for node in view.of_type(*kinds):
                names[node] = rule(node)
        for node in view.nodes:
            if node not in names:
                names[node] = self._scoped(node)

    def _scoped(self, node: Term) -> Term:
        words = self._view.one(node, LABEL) or self._view.one(node, TEXT)
        return scoped(type_of(node), " ".join(text_of(words).split()[:8]), node)

    def _to(self, node: Term, *props: Term) -> list[str]:
        """The merged names, or the words, that a node has for each property; ``""`` where it has none."""
        found = []
        for prop in props:
            values = [self.names.get(value, value) for value in self._view.all(node, prop)]
            found.append(" ".join(sorted(values)))
        return found

    def _membership(self, node: Term) -> Term:
        member = self._view.one(node, MEMBER)
        owner = None if member is None else self.names.get(member)
        if owner is None:
            return scoped("membership", "", node)
        return part(owner, "membership", *self._to(node, ROLE, ORGANIZATION, STATUS, START, END))

    def _award(self, node: Term) -> Term:
        """The same award to the same recipients on one day, or on one occasion."""
        view = self._view
        groups = [value for value in view.all(node, RECIPIENT) if type_of(value) == "group"]
        recipients = [self.names.get(value, value) for value in view.all(node, RECIPIENT) if value not in groups]
        counted = [" ".join([key_of(view.one(g, LABEL)), *self._to(g, *GROUP_WORDS)]) for g in groups]
        when = self._to(node, START, OCCASION)
        if not (recipients or counted) or not any(when) or (not recipients and not when[1]):
            return self._scoped(node)
        label = key_of(view.one(node, LABEL))
        key = (label, *when, " ".join(sorted(recipients)), "|".join(sorted(counted)))
        return mint("award", label, *key, *self._to(node, AWARD_TYPE, CONFERRER, *AWARD_WORDS))

    def _group(self, node: Term) -> Term:
        view = self._view
        events = [e for p in self._attended.get(node, ()) for e in self._of_event.get(p, ())]
        owners = sorted(self.names[owner] for owner in [*self._awarded.get(node, ()), *events] if owner in self.names)
        if not owners:
            return self._scoped(node)
        return part(owners[0], "group", key_of(view.one(node, LABEL)), *self._to(node, *GROUP_WORDS))

    def _participation(self, node: Term) -> Term:
        owners = sorted(self.names[event] for event in self._of_event.get(node, ()))
        if not owners:
            return self._scoped(node)
        return part(owners[0], "participation", *self._to(node, HAS_PARTICIPANT, PART_ROLE))

    def _statement(self, node: Term) -> Term:
        """The same words by the same speaker on one occasion."""
        words = self._view.one(node, TEXT)
        speaker, occasion = self._to(node, SPEAKER, OCCASION)
        if words is None or not speaker or not occasion:
            return self._scoped(node)
        readable = " ".join(key_of(words).split()[:8])
        return mint("statement", readable, speaker, occasion, key_of(words))
