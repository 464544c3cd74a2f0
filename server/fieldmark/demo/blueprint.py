"""Serves the stand-in site under ``/demo/``; registered only by ``fieldmark demo``."""

from flask import Blueprint, Response, request

from fieldmark.demo.site import StandInSite


def make_demo_blueprint(site: StandInSite) -> Blueprint:
    """The blueprint of a stand-in site."""
    blueprint = Blueprint("demo", __name__, url_prefix=site.base)

    @blueprint.get("/", defaults={"path": ""})
    @blueprint.get("/<path:path>")
    def serve(path: str) -> Response:
        found = site.answer(f"/{path}", request.query_string.decode("latin-1"))
        return Response(found.body, found.status, {**found.headers, "Content-Type": found.content_type})

    return blueprint
