# Read by bin/check: a throwaway PostgreSQL for the tests. Needs $python.

pg_folder=''

# Sets $pg_bin to where PostgreSQL's programs are, the newest if there are several.
find_postgresql() {
    pg_bin=''
    for folder in "$(dirname "$(command -v initdb || echo ./initdb)")" \
        /usr/lib/postgresql/*/bin; do
        [ ! -x "$folder/initdb" ] || pg_bin=$folder
    done
    [ -n "$pg_bin" ]
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# Sets $postgres_url: that of TEST_POSTGRES_URL, or of a server of our own that keeps
# nothing and listens to this machine alone. Fails if there is neither.
start_postgresql() {
    postgres_url=${TEST_POSTGRES_URL:-}
    [ -z "$postgres_url" ] || return 0
    find_postgresql || return 1
    pg_folder=$(as_postgres mktemp -d /tmp/masthead-postgresql.XXXXXX)
    # Sorted by language, so that an order that must be binary shows if it is not.
    if "$pg_bin/initdb" --help | grep -q icu-locale; then
        sorting='--locale-provider=icu --icu-locale=en'
    else
        sorting='--no-locale'
    fi
    # shellcheck disable=SC2086 # two words are meant
    as_postgres "$pg_bin/initdb" --pgdata="$pg_folder/data" --username=masthead \
        --auth=trust --encoding=UTF8 --no-sync $sorting >/dev/null || return 1
    pg_port=$("$python" -c 'import socket
with socket.create_server(("127.0.0.1", 0)) as server: print(server.getsockname()[1])')
    as_postgres "$pg_bin/pg_ctl" --pgdata="$pg_folder/data" --log="$pg_folder/log" \
        --wait --silent --options="-p $pg_port -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c max_connections=200 -c fsync=off \
        -c synchronous_commit=off -c full_page_writes=off" start || return 1
    postgres_url=postgres://masthead@127.0.0.1:$pg_port/masthead
}

stop_postgresql() {
    [ -n "$pg_folder" ] || return 0
    as_postgres "$pg_bin/pg_ctl" --pgdata="$pg_folder/data" --mode=immediate \
        --silent stop || :
    rm -rf "$pg_folder"
    pg_folder=''
}
