"""``/people``: who is remembered, and forgetting them."""

from typing import Any

from flask import Blueprint, Response, request

from fieldmark.api.body import get_services, read_page
from fieldmark.api.call import ACCOUNT, ANY_ACCOUNT, PAGE, Call, describes, page_of
from fieldmark.values.keys import check_account
from fieldmark.values.schema_forms import COUNT, object_of, ref

blueprint = Blueprint("people", __name__)


@blueprint.get("/people")
@describes(Call(answer=page_of(ref("KnownPerson")), parameters=(ACCOUNT, *PAGE)))
def list_people() -> dict[str, Any]:
    """``?account=`` → a page of the people it saw, in the order they first came up."""
    account = check_account(request.args.get("account"))
    limit, after = read_page()
    people = get_services().ledger.list_people(account, limit + 1, after)
    cursor = str(people[limit - 1].number) if len(people) > limit else None
    return {"items": [person.to_dict() for person in people[:limit]], "cursor": cursor}


@blueprint.delete("/people")
@describes(Call(answer=object_of({"forgotten": COUNT}), parameters=(ACCOUNT,)))
def forget_account() -> dict[str, int]:
    """``?account=`` → everybody it saw is forgotten; how many that were."""
    services = get_services()
    account = check_account(request.args.get("account"))
    try:
        return {"forgotten": services.ledger.forget_account(account)}
    finally:
        # Afterwards: what is being learnt from them meanwhile is dropped, too.
        services.learner.forget(account)


@blueprint.delete("/people/<key>")
@describes(Call(status=204, parameters=(ANY_ACCOUNT,)))
def forget_person(key: str) -> Response:
    """A person is forgotten: by the account ``?account=``, without it by all."""
    services = get_services()
    account = None if "account" not in request.args else check_account(request.args["account"])
    try:
        services.ledger.forget_person(key, account)
    finally:
        services.learner.forget(account)
    return Response(status=204)
