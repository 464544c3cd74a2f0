"""Every error becomes an answer here, and nowhere else: one table from exception to status and code."""

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from fieldmark.store import FolderHeldError, IdReusedError, NotFoundError, RevisionConflictError, StoreError
from fieldmark.values import InvalidValue

logger = logging.getLogger(__name__)


class ApiError(Exception):
    """An error that a call itself finds.

    Attributes:
        status: of the HTTP answer.
        code: for programs.
        message: for people: what is wrong and what to do.
        field: the path of the field at fault, or None.
    """

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        self.status, self.code, self.message, self.field = status, code, message, field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and code of an exception."""

    status: int
    code: str


ANSWERS: dict[type[Exception], Answer] = {
    InvalidValue: Answer(400, "invalid"),
    NotFoundError: Answer(404, "not_found"),
    RevisionConflictError: Answer(409, "revision_conflict"),
    IdReusedError: Answer(409, "id_reused"),
    FolderHeldError: Answer(503, "folder_held"),
    StoreError: Answer(507, "store_failed"),
}
TOO_LARGE = "the request is larger than 1 MB; send fewer people at a time"
# What Flask itself raises: no such address, wrong method, a body it will not read.
HTTP_MESSAGES = {
    404: ("not_found", "there is no such call; docs/contracts.md lists them"),
    405: ("method_not_allowed", "this call does not take that method"),
    413: ("too_large", TOO_LARGE),
    415: ("not_json", "the body must be application/json"),
}


def make_error_body(code: str, message: str, field: str | None = None) -> dict[str, Any]:
    """The one error body."""
    return {"error": {"code": code, "message": message, **({"field": field} if field else {})}}


def make_error_answer(status: int, code: str, message: str, field: str | None = None, **beside: Any) -> Response:
    """The error body as an answer; ``beside`` stands next to ``error``."""
    answer = jsonify({**make_error_body(code, message, field), **beside})
    answer.status_code = status
    return answer


def register_error_answers(app: Flask) -> None:
    """Turns every exception of the app into an answer."""
    app.register_error_handler(ApiError, _answer_api_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_any)


def _answer_api_error(error: ApiError) -> Response:
    return make_error_answer(error.status, error.code, error.message, error.field)


def _answer_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code, message = HTTP_MESSAGES.get(status, ("refused", error.description or "the request was refused"))
    return make_error_answer(status, code, message)


def _answer_any(error: Exception) -> Response:
    for kind, answer in ANSWERS.items():
        if isinstance(error, kind):
            beside = {"current": error.current.to_dict()} if isinstance(error, RevisionConflictError) else {}
            field = error.field if isinstance(error, InvalidValue | IdReusedError) else None
            if answer.status >= 500:
                logger.warning("%s was answered %s", _name_call(), answer.code, exc_info=error)
            return make_error_answer(answer.status, answer.code, str(error), field, **beside)
    # Never the exception's own words: they may hold a person's text. Where it happened goes to the log.
    logger.error("%s ended by an unexpected %s", _name_call(), type(error).__name__, exc_info=error)
    # Nor a promise about what was stored: nobody knows here how far the call came.
    message = (
        "something went wrong in the server; its log says what. Look whether your change is there before you repeat it"
    )
    return make_error_answer(500, "unexpected", message)


def _name_call() -> str:
    """The call as docs/contracts.md names it: an address itself may hold a person's handle."""
    return f"{request.method} {request.url_rule}"
