"""What an operator sees of the server: a log of requests, and figures for Prometheus."""
