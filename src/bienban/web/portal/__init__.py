"""The pages for people: Vietnamese and English, made on the server, complete without JavaScript.

A page of any package under ``web`` is rendered with :class:`bienban.web.portal.site.Site`::

    site = Site(settings, packages=("bienban.web.search",))       # once, where the routes are made
    return site.page(request, "search/list.html", title=words("nav.persons"), rows=rows)

* **Templates** stand in the package's folder ``templates``; their names begin with the package's last part (``search/``), those
  of the portal have none. They extend ``base.html`` and import the building blocks with
  ``{% import "ui.html" as ui with context %}``:
  ``ui.facts``, ``ui.badge``, ``ui.pagination``, ``ui.alternatives``, ``ui.empty``, ``ui.sources``, ``ui.table``. Everything is
  escaped, and a name that is not defined is an error.
* **Words** stand in ``words/vi.toml`` and ``words/en.toml`` of the package, with the same keys: ``{{ t("nav.persons") }}``,
  ``{{ t("found", words=q) }}`` fills ``{words}``, ``{{ t.count("events", n) }}`` picks ``events.one`` or ``events.other``.
* **Addresses** are made by ``{{ link("persons", page=2) }}``: under the base URL, with the language where it was chosen by hand.
  ``{{ thing(iri) }}`` is the page of a thing.
* **Language** is what ``?lang=`` says, else what ``Accept-Language`` likes best, else Vietnamese; there are no cookies.
* **Style** is one sheet, ``static/portal.css``, whose colours, sizes and spaces are custom properties. There is no style or
  script in a page: the policy forbids it. Scripts (``static/portal.js``) only make better what works without.
"""
