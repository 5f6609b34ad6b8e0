"""The fast end of Python: Litestar, msgspec, and SQL written by hand over a pool of asyncpg."""
