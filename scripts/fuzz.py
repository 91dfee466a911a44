"""Compare the containers with their reference for as long as one likes, with other keys each time.

`python scripts/fuzz.py [SECONDS] [PYTEST OPTION ...]` begins no further round after that time, and
stops at the first difference. A round's seed is shown, and repeats it: `--hypothesis-seed N`.
"""

import random
import subprocess
import sys
import time
from pathlib import Path

TEST = Path(__file__).resolve().parents[1] / "packages/polepos-data/tests/test_against_reference.py"


def main(arguments: list[str]) -> int:
    """Run rounds until the time is up; return the exit code of the last one."""
    seconds = float(arguments.pop(0)) if arguments[:1] and arguments[0].isdigit() else 60.0
    end = time.monotonic() + seconds
    code = 0
    while code == 0 and time.monotonic() < end:
        seed = random.randrange(2**32)  # noqa: S311 - nothing is kept secret
        print(f"round {seed}", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", "-x", str(TEST), "-k", "rust"]
        command += ["--hypothesis-profile", "fuzz", "--hypothesis-seed", str(seed), *arguments]
        code = subprocess.run(command, check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
