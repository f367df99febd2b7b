"""Language packs: from an article's text to typed mentions and facts. ``vi`` (Vietnamese) is the first."""
