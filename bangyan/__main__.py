"""`python -m bangyan`: the command, safe from a `data.py` in the working folder."""

import sys
from pathlib import Path

if __name__ == "__main__":
    house = Path(__file__).resolve().parent.parent
    # `python -m` puts the working folder first on the path, where a stranger's data.py or nlp/ would win over ours
    sys.path[:] = [p for i, p in enumerate(sys.path) if i or sys.flags.safe_path or Path(p or ".").resolve() == house]
    from bangyan.cli import main

    main()
