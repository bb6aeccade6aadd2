"""The account of a drill, for people and as JSON."""

import json
import sys

from rich.console import Console
from rich.table import Table

from balai.drill.drill import Account
from balai.drill.playing import Played

WIDTH = 120  # where the account goes into a file


def sound(account: Account, *, sabotaged: bool) -> bool:
    """Whether the drill has gone as it should: all stopped, or in sabotage nothing."""
    if sabotaged:
        return all(red(one) for one in account.played)
    return all(one.ok for one in account.played) and not account.honest


def red(one: Played) -> bool:
    """In sabotage: the attack has succeeded, so the drill would have noticed that the defence is gone."""
    return not one.blocked and not one.error


def as_json(account: Account, *, sabotaged: bool) -> str:
    said: dict[str, object] = {"attacks": [one.as_dict() for one in account.played]}
    if sabotaged:
        said["sabotage"] = [
            {"name": one.scenario.name, "without": list(one.scenario.defences), "red": red(one)}
            for one in account.played
        ]
    else:
        said["honest_users_ok"] = not account.honest
        said["honest_users"] = list(account.honest or ())
    said["seconds"] = round(account.seconds, 1)
    return json.dumps(said, ensure_ascii=False, indent=1)


def print_account(account: Account, *, sabotaged: bool) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    console.print(_sabotage_table(account) if sabotaged else _table(account))
    for one in account.played:
        if one.error:
            console.print(f"{one.scenario.name} broke down: {one.error}", markup=False)
    for said in _sabotage_summary(account) if sabotaged else _summary(account):
        console.print(said, markup=False)


def _table(account: Account) -> Table:
    table = Table("Attack", "Stopped", "Recorded", "Alarm", "Seconds", "", box=None, pad_edge=False)
    for one in account.played:
        facts = [_fact(one, "blocked"), _fact(one, "recorded"), _fact(one, "alarmed")]
        table.add_row(one.scenario.name, *facts, f"{one.seconds:.1f}", "" if one.ok else "[red]FAILED[/red]")
    return table


def _fact(one: Played, fact: str) -> str:
    """A fact that nobody demands is told in grey."""
    demanded = fact == "blocked" or fact in one.scenario.demands
    said = "yes" if getattr(one, fact) else "no"
    return said if demanded else f"[dim]{said}[/dim]"


def _summary(account: Account) -> list[str]:
    failed = [one for one in account.played if not one.ok]
    count = len(account.played)
    said = [
        "",
        f"{count} {'attack was' if count == 1 else 'attacks were'} played against a throw-away copy in"
        f" {account.seconds:.0f} s;"
        f" stopped: {sum(one.blocked for one in account.played)}.",
    ]
    said += [f"  {one.scenario.name}: {one.scenario.threat} {_lacks(one)}" for one in failed]
    if account.honest:
        said += ["Honest users could not work as they should:", *(f"  {fault}" for fault in account.honest[:10])]
    else:
        said.append("Honest users read, answered and voted throughout, and no alarm was about them.")
    return [*said, "This site stood the drill." if not failed and not account.honest else "THE DRILL FAILED."]


def _lacks(one: Played) -> str:
    if not one.blocked:
        return "It was not stopped."
    return f"It was stopped, but not {' nor '.join(fact for fact in one.scenario.demands if not getattr(one, fact))}."


def _sabotage_table(account: Account) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("Attack", "Without", "The drill", "Seconds"):
        table.add_column(name, overflow="fold", no_wrap=name == "Attack")
    for one in account.played:
        noticed = "goes red, as it must" if red(one) else "[red]NOTICES NOTHING[/red]"
        table.add_row(one.scenario.name, ", ".join(one.scenario.defences), noticed, f"{one.seconds:.1f}")
    return table


def _sabotage_summary(account: Account) -> list[str]:
    blind = [one.scenario.name for one in account.played if not red(one)]
    defences = {name for one in account.played for name in one.scenario.defences}
    said = (
        f"In a throw-away copy, defences were switched off ({len(defences)}) for each attack ({len(account.played)}),"
        f" in {account.seconds:.0f} s."
    )
    if blind:
        return ["", said, f"These attacks were stopped all the same, or broke down: {', '.join(blind)}."]
    return ["", said, "The drill noticed each of them: it can fail."]
