"""Who else says a triple of the merged graph: asked only when a contributor may have been its last."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.graph.terms import Term, Triple
from bienban.identity.contribution import (
    DERIVED,
    LABEL,
    ORGANIZATION,
    POST,
    POST_IN,
    PREF_LABEL,
    ROLE,
    SEARCH_KEY,
    SEARCHED,
    post_label,
    search_key,
)
from bienban.identity.single import best
from bienban.identity.state import MergedState
from bienban.identity.view import article_of, type_of

__all__ = ["Support"]


class Support:
    """The other contributors: article-level nodes behind a merged node that are in none of the affected articles."""

    def __init__(self, state: MergedState, affected: frozenset[str]) -> None:
        self._state = state
        self._affected = affected

    def current(self, node: Term, prop: Term) -> Term | None:
        """The value of a single-valued property before the change."""
        return next(iter(self._state.objects(node, prop)), None)

    def has(self, triple: Triple) -> bool:
        """Whether another article says a triple."""
        node, prop, value = triple
        if "/id/article/" in node:
            return False
        if self._is_post(node):
            return any(self._says_of_post(local, prop, value) for local in self._others(node))
        return any(self._says(local, prop, value) for local in self._others(node))

    def values(self, node: Term, prop: Term, *, until: Term) -> Term | None:
        """The best value that another article gives, or ``until`` as soon as one gives that; None where none gives any."""
        found: Term | None = None
        for local in self._others(node):
            for value in self._given(local, prop, self._is_post(node)):
                if value == until:
                    return until
                found = value if found is None else best((found, value))
        return found

    @staticmethod
    def _is_post(node: Term) -> bool:
        return "/id/post/" in node

    def _others(self, node: Term) -> Iterator[Term]:
        """The article-level nodes behind a merged node, without those of affected articles; a post has its memberships'."""
        if self._is_post(node):
            for membership in self._state.subjects(POST, node):
                yield from self._others(membership)
            return
        for local in self._state.objects(node, DERIVED):
            if article_of(local) not in self._affected:
                yield local

    def _given(self, local: Term, prop: Term, of_post: bool) -> Iterator[Term]:
        """The values that an article gives, before its nodes are renamed."""
        if of_post and prop == LABEL:
            yield from self._post_labels(local)
            return
        yield from self._state.said(local, prop)

    def _post_labels(self, membership: Term) -> Iterator[Term]:
        said = self._state.said
        role = min(said(membership, ROLE), default=None)
        body = min(said(membership, ORGANIZATION), default=None)
        if role is not None:
            role_words = min(said(role, PREF_LABEL), default=None) if "#" in role else None
            label = post_label(role, role_words, None if body is None else min(said(body, LABEL), default=None))
            if label is not None:
                yield label

    def _says(self, local: Term, prop: Term, value: Term) -> bool:
        """Whether an article's node leads to this triple."""
        state = self._state
        if prop == SEARCH_KEY:
            words = state.said(local, SEARCHED[type_of(local)])
            return any(search_key(one) == value for one in words)
        if prop == POST:
            return True  # the name of a membership holds role and body, so every contributor has the same post
        return self._leads_to(local, prop, value)

    def _says_of_post(self, membership: Term, prop: Term, value: Term) -> bool:
        """Class and role follow from the post's name; the body need not be given for an office."""
        return prop != POST_IN or self._leads_to(membership, ORGANIZATION, value)

    def _leads_to(self, local: Term, prop: Term, value: Term) -> bool:
        state = self._state
        return any(o == value or ("#" in o and state.merged_of(o) == value) for o in state.said(local, prop))
