"""A throwaway copy of the built extension that also runs on the stand-in page and comes already paired.

The shipped build matches no page on loopback and carries no pairing; a test checks both.
"""

import json
import shutil
from pathlib import Path

DEMO_PATTERN = "http://127.0.0.1/demo/*"


def make_demo_extension(source: Path, target: Path, pairing: str) -> Path:
    """Copies the extension and adds what the demo needs."""
    shutil.copytree(source, target)
    file = target / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    for script in manifest["content_scripts"]:
        script["matches"].append(DEMO_PATTERN)
    policy = manifest["content_security_policy"]["extension_pages"]
    manifest["content_security_policy"]["extension_pages"] = policy.replace("connect-src ", "connect-src 'self' ")
    file.write_text(json.dumps(manifest), encoding="utf-8")
    (target / "pairing.json").write_text(json.dumps({"pairing": pairing}), encoding="utf-8")
    return target
