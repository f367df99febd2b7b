"""Processes that run queries and can be stopped: :class:`bienban.web.pool.pool.Pool` hands out the work."""
