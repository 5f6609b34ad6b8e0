"""Pages for the records of one model: how a click becomes a write. It knows no resource.

Subclasses name the model's writer, the columns and the sections; every rule is the write path's.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from customers_api.back_office.forms import OPENED_VERSION, RecordForm
from customers_api.back_office.scope import scope_of
from customers_api.back_office.scoped_admin import ScopedAdmin
from customers_api.back_office.units import as_unit, say
from customers_api.back_office.words import in_one_line
from customers_api.core.drafts import Incoming, Outcome, Written
from customers_api.core.models import TenantModel
from customers_api.core.problems import Problem
from customers_api.core.references import ById
from customers_api.core.writing import RecordWriter
from organizations.models import Organization


class RecordAdmin(ScopedAdmin):
    """Pages whose clicks go through the write path."""

    form = RecordForm
    writer: ClassVar[RecordWriter[Any]]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Send the version that the form was opened with along with every form."""
        sections = list(self.sections(request, obj))
        if obj is not None and not self.has_change_permission(request, obj):
            return sections
        title, first = sections[0]
        names = [name for name in first["fields"] if name != OPENED_VERSION]
        return [(title, {**first, "fields": [*names, OPENED_VERSION]}), *sections[1:]]

    def sections(self, request: HttpRequest, obj: Any) -> Iterable[Any]:
        """Return the sections of the page."""
        return cast("Iterable[Any]", super().get_fieldsets(request, obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Return the form, which says what the write path refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.problem = getattr(request, "refused", None)
        form.lists = frozenset(inline.list_name for inline in self.get_inline_instances(request, obj))
        return form

    # --- a click becomes a write -----------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, or write what it sends; what the write path refuses is shown in the form, and nothing kept."""
        show = super().changeform_view
        if request.method != "POST":
            return show(request, object_id, form_url, extra_context)
        try:
            return as_unit(request, lambda: show(request, object_id, form_url, extra_context))
        except Problem as problem:
            request.refused = problem  # type: ignore[attr-defined]
            return as_unit(request, lambda: show(request, object_id, form_url, extra_context))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Write nothing yet: the inlines belong to the same write."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Write the record with all that its inlines hold, by the one write path."""
        written = self.write(request, form, formsets)
        form.instance.__dict__.update(written.record.__dict__)
        request.outcome = written.outcome  # type: ignore[attr-defined]

    def write(self, request: HttpRequest, form: Any, formsets: Iterable[Any]) -> Written[Any]:
        """Create or change the record of a form."""
        organization = cast("Organization", request.form_organization)  # type: ignore[attr-defined]
        caller, incoming = scope_of(request).caller(organization), self.incoming(form, formsets)
        if form.instance.pk is None:
            return self.writer.create(caller=caller, incoming=incoming)
        pointer = ById(form.instance.pk)
        return self.writer.update(caller=caller, pointer=pointer, incoming=incoming, precondition=form.precondition())

    def incoming(self, form: Any, formsets: Iterable[Any]) -> Incoming:
        """Return what is written; where the record has rows of its own, they come from the formsets."""
        incoming: Incoming = form.incoming()
        return incoming

    def construct_change_message(
        self,
        request: HttpRequest,
        form: "BaseModelForm[Any]",
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
    ) -> list[dict[str, Any]]:
        """Return what the history keeps: which fields were sent, as the page calls them."""
        fields = [str(form[name].label) for name in form.changed_data if name != OPENED_VERSION]
        fields += [str(formset.model._meta.verbose_name_plural) for formset in formsets if formset.changes()]
        return [{"added": {}}] if add else [{"changed": {"fields": fields}}]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Keep no history of what was no change."""
        if getattr(request, "outcome", None) is Outcome.UNCHANGED:
            return None
        return super().log_change(request, obj, message)

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: Any = messages.INFO,
        extra_tags: str = "",
        fail_silently: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
    ) -> None:
        """Say it once it is true: nothing is reported as saved that was not."""
        if getattr(request, "outcome", None) is Outcome.UNCHANGED:
            say(request, messages.INFO, "Nothing was changed: everything stands there already.")
        else:
            say(request, level, message)

    # --- deleting --------------------------------------------------------------------------------------------------

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name what is deleted; what hangs on it is the write path's matter, and may be a million rows."""
        records = list(objs)
        plural = str(self.model._meta.verbose_name_plural)
        return [str(record) for record in records], {plural: len(records)}, set(), []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask, then delete; where the write path refuses, the record stays and the page says why."""
        try:
            return cast(
                "HttpResponse",
                as_unit(request, lambda: super(RecordAdmin, self).delete_view(request, object_id, extra_context)),
            )
        except Problem as problem:
            self.message_user(request, f"Nothing was deleted. {in_one_line(problem)}", messages.ERROR)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: TenantModel) -> None:
        """Delete by the write path."""
        organization = Organization.objects.get(pk=obj.organization_id)
        self.writer.delete(caller=scope_of(request).caller(organization), pointer=ById(obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete the chosen records, all or none."""
        for record in queryset:
            self.delete_model(request, record)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, or do what was chosen for several records: all of it, or nothing."""
        show = super().changelist_view
        if request.method != "POST":
            return cast("HttpResponse", show(request, extra_context))
        try:
            return cast("HttpResponse", as_unit(request, lambda: show(request, extra_context)))
        except Problem as problem:
            self.message_user(request, f"Nothing was changed. {in_one_line(problem)}", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
