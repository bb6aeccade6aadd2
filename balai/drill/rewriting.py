"""What an administrator with all rights in the database can do to the record, and knows how to."""

import json

import rfc8785

from balai.drill.vaults import Vault
from balai.ledger.commitment import commitment, leaf_of
from balai.ledger.tree import grown
from balai.rules.merkle import leaf_hash

COLUMNS = '"index", leaf, canonical, seal, salt, content, peaks'


def rewrite_vote(vault: Vault) -> int:
    """Turn a vote around: the row, its entry, and every hash from there on, as if it had always been so."""
    cast = "act = 'meetings.vote.cast'"
    ((index, content),) = vault.sql(f'SELECT "index", content FROM ledger_entry WHERE {cast} LIMIT 1')  # noqa: S608
    said = json.loads(content)
    said["choice"] = "abstain"
    vault.sql("UPDATE meetings_vote SET choice = 'abstain' WHERE id = (SELECT MIN(id) FROM meetings_vote)")
    rebuild(vault, index, rfc8785.dumps(said).decode())
    return int(index)


def rebuild(vault: Vault, changed: int, content: str) -> None:
    """Give an entry another content, and build the tree anew from it on."""
    with vault.opened() as database:
        rows = database.execute(f'SELECT {COLUMNS} FROM ledger_entry ORDER BY "index"').fetchall()  # noqa: S608
        peaks = rows[changed - 1][-1] if changed else b""
        for index, leaf, canonical, seal, salt, kept, _peaks in rows[changed:]:
            if index == changed:
                kept = content
                entry = json.loads(canonical) | {"content": commitment(salt, content)}
                canonical = rfc8785.dumps(entry).decode()
                leaf = leaf_of(seal, canonical)
            completed, peaks = grown(index, peaks, leaf_hash(leaf.encode()))
            values = (leaf, canonical, kept, completed, peaks, index)
            database.execute(
                'UPDATE ledger_entry SET leaf=?, canonical=?, content=?, completed=?, peaks=? WHERE "index"=?', values
            )


def cut(vault: Vault, count: int) -> None:
    """The last entries were never made, nor anything signed: the database of yesterday."""
    vault.sql('DELETE FROM ledger_entry WHERE "index" > (SELECT MAX("index") FROM ledger_entry) - ?', count)
    for table in ("ledger_cosignature", "ledger_checkpoint"):
        vault.sql(f"DELETE FROM {table}")  # noqa: S608
