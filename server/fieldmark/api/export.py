"""``GET /export.csv``: the people with verdicts and decisions, for a spreadsheet."""

from flask import Blueprint, Response, request, stream_with_context

from fieldmark.api.body import get_services
from fieldmark.api.call import ANY_ACCOUNT, Call, describes
from fieldmark.exchange.export import export_people
from fieldmark.judge import Judge
from fieldmark.values.keys import check_account
from fieldmark.values.schema_forms import text

blueprint = Blueprint("export", __name__)


@blueprint.get("/export.csv")
@describes(Call(answer=text(), media_type="text/csv", parameters=(ANY_ACCOUNT,)))
def export_csv() -> Response:
    """``?account=`` → the people that account saw, without it those of all accounts; streamed."""
    services = get_services()
    account = request.args.get("account")
    known = [one["account"] for one in services.ledger.entries.describe()["accounts"]]
    accounts = known if account is None else [check_account(account)]
    profile = services.stores.profiles.find_active()

    def find_judge(account: str) -> Judge | None:
        return services.learner.get_settled_judge(profile, account) if profile else None

    pieces = stream_with_context(export_people(services.ledger, accounts, find_judge))
    answer = Response(pieces, mimetype="text/csv", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="fieldmark.csv"'
    return answer
