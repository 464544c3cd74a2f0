"""Checks of the server: whether it runs, who holds the folder, whether the port is to be had, who may ask."""

from fieldmark.commands.doctor.finding import ANSWER_SECONDS, Finding, Situation, fails, holds, note
from fieldmark.commands.stranger import ask_stranger
from fieldmark.ports import HOST, PORTS, is_port_free
from fieldmark.store.inspection import count_pairings


def check_server(situation: Situation) -> Finding:
    """The folder's server answers, or none runs."""
    announced = situation.announced
    if situation.is_answered and announced:
        return holds(f"runs (process {announced['pid']}) and answers on {HOST}:{announced['port']}")
    if not announced:
        return note("none runs", "start it: fieldmark serve")
    if situation.view.is_held():
        words = f"process {announced['pid']} should answer on port {announced['port']}, but does not"
        return fails(words, f"stop process {announced['pid']}, then start the server again: fieldmark serve")
    return note("none runs; the last one was killed, which loses nothing", "start it: fieldmark serve")


def check_lock(situation: Situation) -> Finding:
    """The data folder is free, or our server holds it."""
    try:
        is_held = situation.view.is_held()
    except OSError as error:
        remedy = f"allow reading the files in '{situation.data}' (chmod u+rw)"
        return fails(f"who holds the data folder cannot be found out ({error.strerror})", remedy)
    if not is_held:
        return holds("nobody holds the data folder")
    if situation.is_answered:
        return holds("the running server holds the data folder")
    remedy = "wait until that command is done, or stop it; the system gives the folder free when it ends"
    return fails("a Fieldmark command, or a server that does not answer, holds the data folder", remedy)


def check_port(situation: Situation) -> Finding:
    """The server has its port, or can have it."""
    if situation.is_answered and situation.announced and situation.port in (None, situation.announced["port"]):
        return holds(f"{situation.announced['port']} is the running server's")
    wanted = PORTS if situation.port is None else (situation.port,)
    free = next((port for port in wanted if is_port_free(port)), None)
    if free == wanted[0]:
        return holds(f"{free} is free")
    holder = f"port {wanted[0]} is held by {_describe_holder(wanted[0])}"
    if free is not None:
        return note(f"{holder}; the server will take {free}, where the extension finds it")
    if situation.port is not None:
        return fails(holder, "choose another with --port N, or leave --port out")
    words = f"the ports {wanted[0]} to {wanted[-1]} are all taken ({holder})"
    return fails(words, "stop one of the programs there, or choose another port: fieldmark serve --port N")


def check_pairing(situation: Situation) -> Finding:
    """Some browser may ask."""
    paired = count_pairings(situation.view)
    if paired is None:
        return fails("who is paired cannot be read", "see «stored data»; then look with: fieldmark pair --list")
    if not paired:
        return fails("no browser is paired", "run `fieldmark pair` and paste its line into the extension's popup")
    return holds(f"{paired} {'browser is' if paired == 1 else 'browsers are'} paired")


def _describe_holder(port: int) -> str:
    """Who listens on a port, as far as asking tells. Nothing secret is sent."""
    answer = ask_stranger(port, {}, ANSWER_SECONDS)
    is_fieldmark = answer is not None and answer.get("app") == "fieldmark"
    return "a Fieldmark server with another data folder" if is_fieldmark else "another program"
