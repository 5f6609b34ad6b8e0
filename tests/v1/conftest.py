"""Shows what differs when a comparison in an inherited test fails, as in the test files themselves."""

import pytest

pytest.register_assert_rewrite("tests.v1.contracts", "tests.v1.contracts_of_references", "tests.v1.contracts_of_values")
