# Read by bin/serve and bin/check: makes .venv with pinned packages. Needs $root.

# A home is where pip and other tools keep what they fetched.
[ -n "${HOME:-}" ] || HOME=$root/var
export HOME

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Debian packs these apart from Python itself.
can_make_venv() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null
}

# Sets $python to the newest Python that will do, or to $PYTHON if that is given.
find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3; do
        if is_new_enough "$python" && can_make_venv "$python"; then
            return
        fi
        [ -z "${PYTHON:-}" ] || break
    done
    for python in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3; do
        if is_new_enough "$python"; then
            fail "$python has no venv module. Install it (Debian: apt install python3-venv)."
        fi
        [ -z "${PYTHON:-}" ] || fail "PYTHON is $PYTHON, which is no Python 3.11 or newer."
    done
    if found=$(python3 --version 2>/dev/null); then
        fail "Masthead needs Python 3.11, 3.12 or 3.13; python3 is $found."
    fi
    fail "Masthead needs Python 3.11, 3.12 or 3.13; there is no python3 on this machine."
}

# install_into FOLDER FILE: a virtual environment with the packages that FILE pins.
install_into() {
    if ! "$1/bin/python" -c 'import pip' 2>/dev/null; then
        find_python
        rm -rf "$1"
        "$python" -m venv "$1"
    fi
    installed=$1/installed-${2##*/}
    if ! cmp -s "$2" "$installed"; then
        echo "Installing packages (once, a minute or two) …"
        "$1/bin/python" -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r "$2"
        cp "$2" "$installed"
    fi
}
