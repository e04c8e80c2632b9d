# Sourced by the scripts beside it: from a fresh machine to an environment that can run the site.
#
# project_environment makes .venv with what runs the site, project_environment dev also with what
# checks it. The environment is made under a lock, and a step that is done is not done again.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${PEERLEARN_DATA:-} in
"" | /* | "~"*) ;;
*) export PEERLEARN_DATA="$PWD/$PEERLEARN_DATA" ;; # as the caller means it; we work in the project's folder
esac
cd "$project"

refuse() {
  echo "$1" >&2
  exit 1
}

# Runs a long command in a process group of its own, so that TERM and Ctrl-C end it and all its children.
# $interrupted is the result of a command that was stopped half-way: for serving that is no fault.
interruptible() {
  local child result=0
  set -m
  "$@" </dev/null &
  child=$!
  set +m
  trap 'kill -- "-$child" 2>/dev/null; wait "$child" || true; exit ${interrupted:-0}' INT TERM HUP
  wait "$child" || result=$?
  trap - INT TERM HUP
  return "$result"
}

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

# A Python that runs: pyenv's stand-ins exist also for versions that are not chosen, and then refuse.
find_python() {
  local name root
  for name in python3.13 python3.12 python3.14 python3 python; do
    if is_new_enough "$name"; then
      echo "$name"
      return
    fi
  done
  root=${PYENV_ROOT:-$HOME/.pyenv}
  for name in "$root"/versions/3.13*/bin/python "$root"/versions/3.12*/bin/python "$root"/versions/3.1[4-9]*/bin/python; do
    if is_new_enough "$name"; then
      echo "$name"
      return
    fi
  done
  refuse "Python 3.12 or later is needed (3.13 is best): install it and start again."
}

# pip, which keeps what it says for the case of a failure, and a dot for each package that it fetches.
pip_install() {
  local file=$1 output=$2
  .venv/bin/python -m pip install --disable-pip-version-check --no-input --no-color --progress-bar off \
    --require-hashes -r "$file" 2>&1 | tee "$output" |
    awk '/^Collecting /{printf "."; fflush()} /^Installing collected/{printf " unpacking"; fflush()} END{print ""}'
}

# Installs a requirements file, unless this very file was installed; its copy in .venv says so.
install_requirements() {
  local file=$1 output=.venv/.installing
  if cmp -s "$file" ".venv/installed-$file"; then return; fi
  echo "Installing the packages of $file (the first time, a minute or two)"
  rm -f ".venv/installed-$file"
  if ! interruptible pip_install "$file" "$output"; then
    if grep -q '^ERROR' "$output"; then sed -n '/^ERROR/,$p' "$output" >&2; else cat "$output" >&2; fi
    refuse "The packages of $file could not be installed; the reason stands above."
  fi
  cp "$file" ".venv/installed-$file"
}

environment_is_ready() {
  local file
  is_new_enough .venv/bin/python || return 1
  for file in "$@"; do cmp -s "$file" ".venv/installed-$file" || return 1; done
}

# Locks the environment by the open file 9, which children hold on to as well.
lock_environment() {
  "$1" -c 'import fcntl, sys
try: fcntl.flock(9, fcntl.LOCK_EX | (fcntl.LOCK_NB if sys.argv[1:] else 0))
except BlockingIOError: sys.exit(1)' ${2:+"$2"}
}

make_environment() {
  local python file
  if environment_is_ready "$@"; then return; fi
  if [ -d .venv ] && { [ ! -w .venv ] || [ -e .venv/.lock ] && [ ! -w .venv/.lock ]; }; then
    refuse "The environment $project/.venv is another user's and can't be used as it is: start as that user, or in a copy of the project."
  fi
  [ -w . ] || [ -d .venv ] || refuse "$project can't be written to: start as its owner, or in a copy of the project."
  python=$(find_python)
  mkdir -p .venv
  exec 9>>.venv/.lock
  if ! lock_environment "$python" nowait; then
    echo "Another start is making the environment; waiting for it ..."
    interruptible lock_environment "$python"
  fi
  if environment_is_ready "$@"; then
    exec 9>&-
    return
  fi
  if ! is_new_enough .venv/bin/python || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    find .venv -mindepth 1 -maxdepth 1 ! -name .lock -exec rm -rf {} +
    echo "Making the environment .venv ..."
    interruptible "$python" -m venv .venv >/dev/null ||
      refuse "$python can't make a virtual environment: install its venv module (on Debian: python3-venv)."
  fi
  for file in "$@"; do install_requirements "$file"; done
  exec 9>&-
}

# Installs system packages on Debian and Ubuntu; elsewhere the caller names what is missing.
install_packages() {
  local sudo=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || return 1
    sudo=(sudo)
  fi
  echo "Installing $* ..."
  export DEBIAN_FRONTEND=noninteractive
  { ${sudo[@]+"${sudo[@]}"} apt-get install -y -qq --no-install-recommends "$@" ||
    { ${sudo[@]+"${sudo[@]}"} apt-get update -qq && ${sudo[@]+"${sudo[@]}"} apt-get install -y -qq --no-install-recommends "$@"; }; } \
    >/dev/null 2>&1
}

# The libraries that draw the PDF's text. Whether they can be loaded, and nothing is missed, is the only sure sign.
make_sure_of_pango() {
  if .venv/bin/python -W error:HarfBuzz-Subset -c 'import weasyprint' >/dev/null 2>&1; then return; fi
  case $(uname) in
  Darwin) if command -v brew >/dev/null; then brew install --quiet pango || true; fi ;;
  *) install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true ;;
  esac
  .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1 ||
    refuse "WeasyPrint needs Pango: install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 (macOS: brew install pango)."
}

project_environment() {
  make_environment requirements.txt ${1:+"requirements-$1.txt"}
  make_sure_of_pango
}

# A data folder of the script's own, with its PostgreSQL, both thrown away at the end.
# A script with something else to end sets a trap of its own, and calls throw_away in it.
throwaway_data() {
  export PATH="$project/.venv/bin:$PATH" DJANGO_SETTINGS_MODULE=peerlearn.settings
  PEERLEARN_DATA=$(mktemp -d)
  export PEERLEARN_DATA
  unset DATABASE_URL
  trap throw_away EXIT
}

throw_away() {
  touch "$PEERLEARN_DATA/throwaway" # this library may go
  python -m peerlearn.embedded discard || true
  rm -rf "$PEERLEARN_DATA"
}
