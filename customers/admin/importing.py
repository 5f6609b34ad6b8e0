"""The pages on which a file of customers is uploaded, looked at and written; they know no rule of a customer.

Before anything is written, the page shows what would change. What it shows is done and taken back, so it is true.
"""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget

from customers.admin.import_words import FOR_LARGER, GONE, another_file, other_customers, too_many
from customers.models import PendingImport
from customers.pending_imports import (
    pending_import_drop,
    pending_import_identity,
    pending_import_keep,
    pending_import_of,
)
from customers.transfer.errors import FileError
from customers.transfer.files import Format, Rows, format_of, open_rows
from customers.transfer.importing import run_import
from customers.transfer.outcomes import Counts, ImportStoppedError, Listener, OnError, Refusal
from customers.transfer.preview import (
    LARGEST_PREVIEW,
    Change,
    Preview,
    TooManyRowsError,
    few_rows,
    preview_import,
)
from customers.transfer.rows import FileRow
from customers.transfer.standing import standing_of
from customers_api.back_office.duties import Duty
from customers_api.back_office.refusals import largest_form
from customers_api.back_office.scope import scope_of
from customers_api.back_office.site import Page
from customers_api.back_office.words import in_one_line
from customers_api.core.drafts import Caller
from customers_api.core.problems import Problem, ProblemCode

# A page with more rows is not read by anybody.
SHOWN_ROWS = 200
# Bytes that a workbook may unpack to: 10,000 rows with every column filled are a tenth of it.
LARGEST_WORKBOOK = 256 * 1024 * 1024
BY_NAME = ""


class UploadForm(forms.Form):
    """Asks for the file."""

    file = forms.FileField(label="File", widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.jsonl"}))
    file_format = forms.ChoiceField(
        label="Format",
        required=False,
        choices=[(BY_NAME, "as its name says"), *((each.value, each.value.upper()) for each in Format)],
        widget=UnfoldAdminSelectWidget,
    )


class Refused(Listener):
    """Notes what was refused."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []

    def refused(self, refusals: Any) -> None:
        """Note what is wrong with one row."""
        self.refusals += refusals

    def waiting(self) -> None:
        """Give up: somebody sits before the page."""
        raise Problem(ProblemCode.UNAVAILABLE)


def upload_page(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and keep it until it was looked at."""
    caller = caller_of(request)
    if caller is None:
        return HttpResponseRedirect(f"{reverse('admin:choose_organization')}?next={request.path}")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            file_format = Format(form.cleaned_data["file_format"] or format_of(file.name))
        except FileError as error:
            form.add_error("file", str(error))
        else:
            pending_import_keep(caller=caller, name=file.name[:255], file_format=file_format, content=file.read())
            return HttpResponseRedirect(reverse("admin:look_at_import"))
    bounds = {"rows": LARGEST_PREVIEW, "mebibytes": largest_form()}
    return page(request, "upload", {"form": form, "title": "Import customers", **bounds})


def look_page(request: HttpRequest) -> HttpResponse:
    """Show what the uploaded file would change, or on request write it."""
    caller = caller_of(request)
    pending = pending_import_of(caller=caller) if caller is not None else None
    if caller is None or pending is None:
        messages.info(request, GONE if request.method == "POST" else "Upload the file first.")
        return HttpResponseRedirect(reverse("admin:import_customers"))
    try:
        return written(request, caller, pending) if request.method == "POST" else looked_at(request, caller, pending)
    except TooManyRowsError:
        messages.error(request, too_many(caller, pending))
    except FileError as error:
        messages.error(request, f"{pending.name} cannot be read. {error}. Nothing was written.")
    except Problem as problem:
        messages.error(request, in_one_line(problem))
    return HttpResponseRedirect(reverse("admin:import_customers"))


def opened(pending: PendingImport) -> Rows:
    """Open the uploaded file; a workbook unpacks to many times its size, and a page must not take for ever."""
    return open_rows(BytesIO(pending.content), Format(pending.file_format), largest=LARGEST_WORKBOOK)


def looked_at(request: HttpRequest, caller: Caller, pending: PendingImport) -> HttpResponse:
    """Show the differences."""
    with opened(pending) as rows:
        few = few_rows(rows)
    # Taken before the preview: what is changed while that is made is noticed when the file is written.
    known = {"file": pending_import_identity(pending), "customers": standing_of(caller=caller, rows=few)}
    preview = preview_import(caller=caller, rows=few)
    return page(request, "look", {"title": f"What {pending.name} would change", **known, **shown(preview)})


def shown(preview: Preview) -> dict[str, Any]:
    """Return what the page shows of a preview: all refused rows first, then those that change something."""
    refusals = [refusal for row in preview.rows for refusal in row.refusals]
    changing = [row for row in preview.rows if row.changes]
    rows = [replace(row, changes=tuple(map(as_cells, row.changes))) for row in changing[:SHOWN_ROWS]]
    return {
        "counts": preview.counts,
        "refusals": refusals[:SHOWN_ROWS],
        "further_refusals": max(len(refusals) - SHOWN_ROWS, 0),
        "rows": rows,
        "further_rows": max(len(changing) - SHOWN_ROWS, 0),
        "on_error": OnError.SKIP if refusals else OnError.STOP,
    }


def as_cells(change: Change) -> Change:
    """Return a change in the words of a file."""
    return Change(change.column, as_cell(change.before), as_cell(change.after))


def as_cell(value: object) -> str:
    """Return a value as a cell of a file, or as JSON where it is more than one value."""
    if value is None:
        return ""
    return json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, bool | list | dict) else str(value)


def written(request: HttpRequest, caller: Caller, pending: PendingImport) -> HttpResponse:
    """Write the file, and tell in numbers what became of it; where it is not what was shown, show what is.

    A customer that somebody changes after this look, and before the import locks its row, is still overwritten.
    """
    with opened(pending) as rows:
        few = few_rows(rows)
    if reason := surprise(request, caller, pending, few):
        return shown_anew(request, reason)
    on_error = OnError.SKIP if request.POST.get("on_error") == OnError.SKIP else OnError.STOP
    listener = Refused()
    try:
        counts = run_import(caller=caller, rows=few, on_error=on_error, listener=listener)
    except ImportStoppedError:
        # Something that the rows link to has changed since the page was looked at.
        return shown_anew(request, f"Nothing was written. {listener.refusals[0]}")
    pending_import_drop(caller=caller, pending=pending)
    return told(request, pending, counts, listener.refusals)


def shown_anew(request: HttpRequest, reason: str) -> HttpResponse:
    """Say why nothing was written, on the page that shows what would be written now."""
    messages.error(request, reason)
    return HttpResponseRedirect(reverse("admin:look_at_import"))


def surprise(request: HttpRequest, caller: Caller, pending: PendingImport, rows: list[FileRow]) -> str | None:
    """Return why the import would do something else than the page with the button has shown, if it would."""
    if request.POST.get("file") != pending_import_identity(pending):
        return another_file(caller, pending)
    if request.POST.get("customers") != standing_of(caller=caller, rows=rows):
        return other_customers(pending)
    return None


def told(request: HttpRequest, pending: PendingImport, counts: Counts, refusals: list[Refusal]) -> HttpResponse:
    """Tell the numbers; where rows were refused, on a page that names them."""
    messages.add_message(request, messages.WARNING if refusals else messages.SUCCESS, f"{pending.name}: {counts}.")
    if not refusals:
        return HttpResponseRedirect(reverse("admin:customers_customer_changelist"))
    names = {"refusals": refusals[:SHOWN_ROWS], "further_refusals": max(len(refusals) - SHOWN_ROWS, 0)}
    return page(request, "done", {"title": "Imported, but for the rows below", "counts": counts, **names})


def caller_of(request: HttpRequest) -> Caller | None:
    """Return who imports, or ``None`` where the organization has to be chosen first."""
    scope = scope_of(request)
    organization = scope.for_new_records()
    return None if organization is None else scope.caller(organization)


def page(request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    """Return a page of the back office."""
    everything = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"customers/admin/import_{name}.html", everything)


admin.site.add_pages(  # type: ignore[attr-defined]
    Page("customers/import/", upload_page, "import_customers", Duty.EDIT, FOR_LARGER),
    Page("customers/import/look/", look_page, "look_at_import", Duty.EDIT),
)
