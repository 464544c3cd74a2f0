#!/bin/sh
# Makes the virtual environment $1 with the first Python >= 3.11 found, or says what to install.
set -eu
venv=$1
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c "$new_enough" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  exit 0
fi
for python in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
  [ -n "$python" ] || continue
  if "$python" -c "$new_enough" >/dev/null 2>&1; then
    if "$python" -m venv --clear "$venv"; then
      exit 0
    fi
    echo "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
  fi
done
echo "Fieldmark needs Python 3.11 or newer, and found none. Install it, or name it: make PYTHON=/path/to/python3 run" >&2
exit 1
