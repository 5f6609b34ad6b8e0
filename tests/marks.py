"""Knows which tests ask nothing of a database; `make test` runs them on SQLite's turn alone (scripts/run_tests.py).

It must not know what else they ask.
"""

import pytest

NO_DATABASE = pytest.mark.no_database


def register(config: pytest.Config) -> None:
    """Tell pytest what the mark means."""
    config.addinivalue_line("markers", "no_database: one run of it is enough, it asks nothing of a database")


def demand_truth(items: list[pytest.Item]) -> None:
    """Refuse to start with a test that is marked so and uses a database: nobody would ask it on PostgreSQL."""
    wrong = [item.nodeid for item in items if item.get_closest_marker(NO_DATABASE.name) and may_use_one(item)]
    if wrong:
        raise pytest.UsageError(f"Marked as asking no database, and yet they use one: {', '.join(wrong)}")


def may_use_one(item: pytest.Item) -> bool:
    """Tell whether a test is let to a database; pytest-django keeps all others away."""
    return item.get_closest_marker("django_db") is not None or "db" in getattr(item, "fixturenames", ())
