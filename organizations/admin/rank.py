"""Whom a user may manage: nobody who may do more; it knows users, and no page.

Otherwise an administrator would make a key of somebody who may enter other organizations, and enter them.
"""

from organizations.models import User


def may_manage(actor: User, user: User) -> bool:
    """Tell whether a user has no right that the actor lacks."""
    if actor.is_superuser:
        return True
    return not user.is_superuser and (actor.whole_group or not user.whole_group)


def rights_to_give(actor: User) -> tuple[str, ...]:
    """Return the switches of a user that the actor may set: those that the actor has."""
    group = ("whole_group",) if actor.whole_group or actor.is_superuser else ()
    return ("is_active", "is_staff", *group, *(("is_superuser",) if actor.is_superuser else ()))


def manageable(actor: User) -> dict[str, bool]:
    """Return the condition on users whom the actor may manage."""
    if actor.is_superuser:
        return {}
    return {"is_superuser": False} if actor.whole_group else {"is_superuser": False, "whole_group": False}
