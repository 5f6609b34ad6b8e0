"""`make bench`: all that is measured, on a PostgreSQL of its own, written into docs/performance.md with a picture."""
