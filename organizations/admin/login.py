"""What the log-in of the back office says, and what the site leaves out; it knows no record."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import Group
from unfold.forms import AuthenticationForm

# What a user may do is told by the role; Django's groups would be a second, idle answer.
admin.site.unregister(Group)


class LoginForm(AuthenticationForm):  # type: ignore[misc]
    """Says what to do when the right password is refused, to whoever comes: it tells nobody which names exist."""

    error_messages: ClassVar[dict[str, Any]] = {
        **AuthenticationForm.error_messages,
        "invalid_login": (
            "The user name and the password do not belong together, or the user may not enter here. After ten wrong"
            " passwords even the right one is refused for a while, up to a quarter of an hour: wait, then try again."
        ),
    }


admin.site.login_form = LoginForm
