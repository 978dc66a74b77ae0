# Shared by ./run and ./test: find a Python, make the virtual environment, install what is pinned.

stop() { printf '%s\n' "$*" >&2; exit 1; }

# A Python of at least 3.11 that can make virtual environments; SERANG_PYTHON names another one.
find_python() {
  local candidate found=
  for candidate in ${SERANG_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 /usr/bin/python3; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    found=$candidate
    if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
      python=$candidate
      return
    fi
  done
  [ -n "$found" ] || stop "Python 3.11 or newer is needed; on Debian or Ubuntu: sudo apt install python3 python3-venv"
  stop "Python cannot make virtual environments here; on Debian or Ubuntu: sudo apt install python3-venv"
}

make_venv() {
  .venv/bin/python -c 'import pip' 2>/dev/null && return
  find_python
  echo "Making the virtual environment in .venv ..."
  rm -rf .venv
  "$python" -m venv .venv || stop "The virtual environment could not be made; on Debian or Ubuntu: sudo apt install python3-venv"
}

# What was installed last stands in .venv beside the packages: same text, nothing to do.
installed() {
  local file
  [ -x .venv/bin/python ] || return
  for file in "$@"; do cmp -s "$file" ".venv/installed-$file" || return; done
}

# install WHEELS FILE...: the last file includes those before it; WHEELS, when not empty, is a folder used instead of the internet.
install() {
  local wheels=$1 offline=() file
  shift
  installed "$@" && return
  exec 9<deploy/environment.sh  # two at once: the second waits, then finds everything there
  if command -v flock >/dev/null; then flock 9; fi
  installed "$@" && { exec 9<&-; return; }
  make_venv
  [ -z "$wheels" ] || offline=(--no-index --find-links "$wheels")
  echo "Installing the libraries; the first time this takes about a minute ..."
  .venv/bin/python -m pip install --quiet --disable-pip-version-check ${offline[@]+"${offline[@]}"} -r "${!#}" ||
    stop "The libraries could not be installed: see the lines above. Without internet: ./run --wheels DIR, see deploy/README.md"
  for file in "$@"; do cp "$file" ".venv/installed-$file"; done
  exec 9<&-
}
