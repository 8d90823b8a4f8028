#!/usr/bin/env bash
# The project's everyday commands; run without a word to list them.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
venv=${BANGYAN_VENV:-$top/.venv}
py=$venv/bin/python

usage() {
  cat <<'TXT'
usage: ./run.sh WORD [ARGUMENTS]

  demo     set up, crawl the sample sites, extract, answer a question, open the dashboard  (--no-dashboard)
  test     set up and run the tests                                     (arguments go to pytest)
  check    what must hold before a commit: ruff, mypy, the floors, generated docs
  fix      mend what ruff and cog can mend
  score    the scorecard of the extractors
  bench    speed and memory, as ratios inside one run                   (page, crawl, read, llm …; all without a name)
  serve    the dashboard on your own store
  setup    only make .venv                                              (setup dev, setup llm)
TXT
}

python3_11() {
  local name
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "bangyan needs Python 3.11 or newer: install it, or name it, PYTHON=/path/to/python3.11 ./run.sh …" >&2
  exit 1
}

# setup "" | dev | llm: installs what is not there yet; a stamp keyed to pyproject.toml makes the next time quick.
setup() {
  local kind=${1:-app} stamp
  stamp=$venv/.made-$kind-$(cksum <"$top/pyproject.toml" | tr -d ' ')
  [ -f "$stamp" ] && [ -x "$py" ] && return
  local what=(-e "$top")
  [ "$kind" = llm ] && what=(-e "$top[llm]")
  [ "$kind" = dev ] && what+=(--group "$top/pyproject.toml:dev")
  echo "setting up $venv ($kind), once …" >&2
  if command -v uv >/dev/null; then
    [ -x "$py" ] || uv venv --quiet --python "$(python3_11)" "$venv"
    uv pip install --quiet --python "$py" "${what[@]}"
  else
    [ -x "$py" ] || "$(python3_11)" -m venv "$venv"
    "$py" -m pip install --quiet --disable-pip-version-check --upgrade pip # older ones know no dependency groups
    "$py" -m pip install --quiet --disable-pip-version-check "${what[@]}"
  fi
  : >"$stamp"
  : >"${stamp/-$kind-/-app-}" # each of them holds the app
}

# The extra llm, so that tests really run llama.cpp; it compiles, and where it cannot those tests say why they are skipped.
setup_llm() {
  "$py" -c 'import llama_cpp' 2>/dev/null && return
  if ! command -v c++ >/dev/null && ! command -v g++ >/dev/null && ! command -v clang++ >/dev/null; then
    echo "no C++ compiler here: tests of the local model are skipped" >&2
    return
  fi
  echo "compiling llama.cpp: about five minutes on two cores, once" >&2
  (setup llm) || echo "llama.cpp did not compile: tests of the local model are skipped" >&2
}

check() {
  local failed=0
  "$py" -m ruff check "$top" || failed=1
  "$py" -m ruff format --check "$top" || failed=1
  "$py" -m mypy --config-file "$top/pyproject.toml" || failed=1
  "$venv/bin/lint-imports" --config "$top/pyproject.toml" || failed=1
  for doc in README.md README.zh.md; do # one process each: help texts take their language on import
    "$py" -m cogapp --check "$doc" || { echo "generated text is old: ./run.sh fix" >&2; failed=1; }
  done
  return $failed
}

fix() {
  "$py" -m ruff check --fix "$top" || true
  "$py" -m ruff format "$top"
  "$py" -m cogapp -r README.md
  "$py" -m cogapp -r README.zh.md
}

word=${1:-}
[ $# -gt 0 ] && shift
case $word in
  setup) setup "${1:-app}" ;;
  demo) setup && exec "$py" -P -m bangyan demo "$@" ;;
  serve) setup && exec "$py" -P -m bangyan dashboard "$@" ;;
  test)
    setup dev && setup_llm && cd "$top"
    [ $# -gt 0 ] || set -- -n auto --maxprocesses 4 --dist loadfile # all of them: a file at a time on each core
    exec "$py" -m pytest "$@"
    ;;
  check) setup dev && cd "$top" && check ;;
  fix) setup dev && cd "$top" && fix ;;
  score) setup dev && cd "$top" && exec "$py" -m tests.score "$@" ;;
  bench) setup dev && cd "$top" && exec "$py" -m tests.bench "$@" ;;
  "" | help | -h | --help) usage ;;
  *)
    echo "no such word: '$word'" >&2
    usage >&2
    exit 2
    ;;
esac
