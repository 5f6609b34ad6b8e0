"""A password hasher for tests: the service's own algorithm, told to take no time and no memory."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2Hasher(Argon2PasswordHasher):
    """Argon2 with the smallest cost that the algorithm allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
