"""Reads the three kinds of request bodies strictly; it knows media types, and no parameter of a resource."""

import io
from collections.abc import Callable, Mapping
from typing import IO, Any, cast
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import UnreadablePostError
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser

from customers_api.api.bounded_json import load_json
from customers_api.core.problems import Problem, ProblemCode

# A boundary has 70 characters at most; what may follow the last one is a line's end, or a short epilogue.
LONGEST_END = 1024
REPLACED = "\N{REPLACEMENT CHARACTER}"


def malformed(reason: str) -> Problem:
    """Return the problem of a body that cannot be parsed; ``reason`` is a machine word."""
    return Problem(ProblemCode.MALFORMED_BODY, reason=reason)


def read_whole(read: Callable[[], bytes]) -> bytes:
    """Return what is read of a body, or the problem that it is too large or was cut off."""
    try:
        return read()
    except RequestDataTooBig as error:
        raise Problem(ProblemCode.BODY_TOO_LARGE) from error
    except UnreadablePostError as error:
        raise malformed("cut_off") from error


def read_body(stream: IO[bytes]) -> bytes:
    """Return the whole body that a parser was given, or the problem that it is too large or was cut off."""
    body = read_whole(lambda: stream.read(settings.MAX_BODY_BYTES + 1))
    if len(body) > settings.MAX_BODY_BYTES:
        raise Problem(ProblemCode.BODY_TOO_LARGE)
    return body


class JsonParser(BaseParser):
    """JSON in UTF-8; decimals are read exactly. Nothing at all is an empty form, as for every other media type."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the decoded value."""
        body = read_body(stream)
        if not body:
            return {}
        try:
            return load_json(body.decode("utf-8-sig"))
        except ValueError as error:
            raise malformed("json") from error


class FormParser(BaseParser):
    """A form in UTF-8; the last of several values of one parameter counts."""

    media_type = "application/x-www-form-urlencoded"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the parameters by name."""
        try:
            text = read_body(stream).decode("utf-8")
            pairs = parse_qsl(
                text,
                keep_blank_values=True,
                errors="strict",
                max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            )
        except ValueError as error:
            raise malformed("form") from error
        return dict(pairs)


class WatchedStream(io.IOBase):
    """Remembers the end of a multipart body: Django takes one that was cut off, and stores the half of a picture.

    It counts too: Django limits the fields of such a body and not its files, and drops a file that is too large.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._count = 0
        self._end = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(size)
        self._count += len(data)
        if self._count > settings.MAX_BODY_BYTES:
            raise RequestDataTooBig
        self._end = (self._end + data)[-LONGEST_END:]
        return data

    def is_closed_by(self, media_type: str) -> bool:
        """Tell whether the body is empty or ends with the boundary that closes it."""
        boundary = parse_header_parameters(media_type)[1].get("boundary", "")
        return not self._end or f"--{boundary}--".encode() in self._end


class MultiPartFormParser(MultiPartParser):
    """A multipart form in UTF-8 with its files among the parameters."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the parameters and the files by name."""
        watched = WatchedStream(stream)
        try:
            parsed: DataAndFiles[Any, Any] = super().parse(cast("IO[bytes]", watched), media_type, parser_context)
        except RequestDataTooBig as error:
            raise Problem(ProblemCode.BODY_TOO_LARGE) from error
        except (ParseError, SuspiciousOperation, UnreadablePostError, ValueError) as error:
            raise malformed("multipart") from error
        if not watched.is_closed_by(media_type or ""):
            raise malformed("cut_off")
        fields = parsed.data.dict()
        # Django replaces bytes that are not UTF-8: stored like that, the sender's text would be lost.
        if any(REPLACED in name or REPLACED in value for name, value in fields.items()):
            raise malformed("encoding")
        return {**fields, **parsed.files.dict()}
