"""Who calls, and for whom: organizations, their groups, their users and the users' API keys.

They know nothing of HTTP, and of no customer.
"""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.utils import timezone

from customers_api.core.fields import folded, optional_text
from customers_api.core.tenancy import LockedRecord, TenantQuerySet


def new_upload_token() -> str:
    """Return the digits that make the address of an organization's pictures impossible to guess (80 bits)."""
    return str(secrets.randbelow(10**24 - 10**23) + 10**23)


class AccountGroup(models.Model):
    """Organizations that one user may act for, when the user has the right to the whole group."""

    name = models.CharField(max_length=255, unique=True)

    def __str__(self) -> str:
        return self.name


class Organization(models.Model):
    """A company whose records nobody else sees.

    ``currency`` is its ISO 4217 code; ``region_level`` is the level at which (or below) customers are assigned to a
    region once ``has_geography`` is on.
    """

    name = models.CharField(max_length=255, unique=True)
    upload_token = models.CharField(max_length=40, unique=True, default=new_upload_token, editable=False)
    currency = models.CharField(max_length=3, default="EUR")
    has_geography = models.BooleanField(default=False)
    region_level = models.PositiveSmallIntegerField(default=1)
    being_erased = models.BooleanField(default=False)
    account_group = models.ForeignKey(
        AccountGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="organizations"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(region_level__gte=1), name="organization_region_level_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a user may do in the organization."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class AccountManager(UserManager["User"]):
    """All users, without the lock: for credentials, which tell the organization, and for who sits at the machine.

    Django's own commands and forms use it too, since it is the model's first manager.
    """

    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra_fields: Any
    ) -> "User":
        """Make a superuser; Django's ``createsuperuser`` names the organization by its id."""
        organization = extra_fields.pop("organization")
        key = organization.pk if isinstance(organization, Organization) else organization
        values = {"organization_id": key, "role": Role.ADMINISTRATOR, **extra_fields}
        if password is not None:
            # ``createsuperuser --no-input`` takes any.
            validate_password(password, User(username=username, email=email or ""))
        return super().create_superuser(username, email, password, **values)


class OrganizationUserManager(AccountManager):
    """The users of an organization, under the same lock as its records."""

    def get_queryset(self) -> "TenantQuerySet[User]":
        """Return users that can be read once they were limited to an organization."""
        return TenantQuerySet(self.model, using=self._db)

    def for_organization(self, organization: "Organization | int") -> "TenantQuerySet[User]":
        """Return the users of one organization."""
        return self.get_queryset().for_organization(organization)


class User(AbstractUser, LockedRecord):
    """A person or a program that acts for one organization, or for its whole account group."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="users", db_index=False)
    reference = optional_text()
    role = models.CharField(max_length=20, choices=Role, default=Role.EDITOR)
    whole_group = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    date_created = models.DateTimeField(default=timezone.now)
    last_updated = models.DateTimeField(default=timezone.now)
    reference_folded = folded("reference")

    accounts: ClassVar[AccountManager] = AccountManager()
    objects: ClassVar[OrganizationUserManager] = OrganizationUserManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "organization"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "id"], name="user_id_unique"),
            models.UniqueConstraint(fields=["organization", "reference"], name="user_reference_unique"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "date_created", "id"], name="user_created"),
            models.Index(fields=["organization", "last_updated", "id"], name="user_updated"),
        ]

    @property
    def may_write(self) -> bool:
        """Tell whether the role changes records."""
        return self.is_superuser or self.role in {Role.EDITOR, Role.ADMINISTRATOR}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the account; polling clients see any change but a log-in."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"last_login"}:
            self.version += 1
            self.last_updated = timezone.now()
        super().save(*args, **kwargs)


class ApiKey(models.Model):
    """A secret of a user's programs. Only its SHA-256 is stored: it holds 32 random bytes, which nobody guesses."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=255, blank=True, default="")
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True, editable=False)
    last_used = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name or self.user})"

    def is_usable(self) -> bool:
        """Tell whether the key works now."""
        return self.revoked is None and (self.expires is None or self.expires > timezone.now())


class FailedLogin(models.Model):
    """The wrong passwords of one user from one address; times are milliseconds since 1970, alike on every database.

    The key is a digest: people type their password into the field for their name.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    locked_until = models.BigIntegerField()
    forgotten_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.failures} wrong passwords"


class RateWindow(models.Model):
    """The calls of one account in its present window, which began with its first call (milliseconds since 1970)."""

    key = models.CharField(max_length=64, primary_key=True)
    started = models.BigIntegerField()
    calls = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.calls} calls"


class KeptAnswer(LockedRecord):
    """The answer to a write that its caller named by a key: given again, in place of writing twice, until it expires.

    ``fingerprint`` is the SHA-256 of the request, ``content`` the body of the answer.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    content = models.TextField()
    expires = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "user", "key"], name="keptanswer_key_unique"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "expires"], name="keptanswer_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.status}, until {self.expires}"
