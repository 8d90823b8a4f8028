"""MinHash signatures of bodies, cut into bands, and the articles of the store that share a band with one.

Two bodies that share the part J of all their shingles share at least one band with the probability 1 - (1 - J³)^64:
0.83 for J = 0.3, 0.99 for 0.4, 1.00 for 0.6; two unrelated articles (J below 0.01) one in 15,000.
"""

import json
import zlib
from collections.abc import Sequence

from sqlalchemy import text as sql
from sqlmodel import Session

from data.likeness import FLOOR, Body

BANDS, ROWS = 64, 3
SEED = 1  # another one, or another scheme, and the bands that are kept mean nothing
SCHEME = "affine32"
CANDIDATES = 20  # articles whose bodies are compared; those with most bands in common

ADD = sql(
    "INSERT OR IGNORE INTO signature_band (number, hash, article_id) SELECT key, value, :id FROM json_each(:bands)"
)
SHARED = sql(
    # The cross join keeps the order: a look into the table for each band, never a walk through it.
    "SELECT article_id FROM json_each(:bands) AS own CROSS JOIN signature_band AS band"
    " ON band.number = own.key AND band.hash = own.value"
    " WHERE article_id <> :id GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT :most"
)


def bands_of(body: Body) -> tuple[int, ...]:
    """The hash of each band of the body's signature, signed 32 bits; none where it is too short to be compared."""
    if len(body.key) < FLOOR:
        return ()
    from datasketch.minhash import MinHash  # 0.7 s and 40 MB, for it imports scipy: not before there is a body to sign

    sketch = MinHash(BANDS * ROWS, seed=SEED, scheme=SCHEME, hashfunc=zlib.crc32)
    sketch.update_batch([shingle.encode() for shingle in body.shingles])
    rows = sketch.hashvalues.astype("<u4").tobytes()
    width = 4 * ROWS
    return tuple(zlib.crc32(rows[i : i + width]) - (1 << 31) for i in range(0, len(rows), width))


def add_bands(session: Session, article_id: int, bands: Sequence[int]) -> None:
    """Note the bands of an article; those that it has already stay."""
    if bands:
        session.execute(ADD, {"bands": json.dumps(bands), "id": article_id})


def candidates(session: Session, article_id: int, bands: Sequence[int]) -> list[int]:
    """The other articles that share bands with these, those that share most first; at most `CANDIDATES`."""
    if not bands:
        return []
    own = {"bands": json.dumps(bands), "id": article_id, "most": CANDIDATES}
    return list(session.execute(SHARED, own).scalars())
