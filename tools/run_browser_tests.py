"""Runs the browser tests: those that need nothing of which there is one only (usual ports, a display) beside the rest.

Ends with the first code that is not 0.
"""

import subprocess
import sys
import tempfile

COMMAND = [sys.executable, "-m", "pytest", "tests/together", "-q"]


def main() -> int:
    """Both runs; the second one's words come after the first one's."""
    with tempfile.TemporaryFile("w+") as said:
        beside = subprocess.Popen([*COMMAND, "-m", "beside"], stdout=said, stderr=subprocess.STDOUT)
        try:
            codes = [subprocess.run([*COMMAND, "-m", "not beside"], check=False).returncode, beside.wait()]
        except BaseException:
            beside.terminate()
            raise
        said.seek(0)
        sys.stdout.write(said.read())
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    sys.exit(main())
