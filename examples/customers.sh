#!/bin/sh
# A client of dialect v1 in a shell: create, upsert, page through, upload, write on a state, meet an error, delete.
#
# BASE and KEY come from the environment, as docs/getting-started.md sets them. Needs curl, nothing else.
set -eu

ATTEMPTS=6
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Answers with what a header of the last answer says, or with nothing.
header() {
    grep -i "^$1:" "$work/headers" | tail -n 1 | tr -d '\r' | cut -d ' ' -f 2-
}

# Answers with a text of the last answer's JSON, or with nothing.
text() {
    [ -f "$work/body" ] && sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$work/body"
}

# try METHOD ADDRESS [options of curl]: sends until there is an answer that counts, whose status stands in $status.
try() {
    method=$1 address=$2
    shift 2
    attempt=0
    while :; do
        attempt=$((attempt + 1))
        status=$(curl --silent --request "$method" --header "Authorization: Bearer $KEY" "$@" \
            --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$address") || status=none
        case $status in
            409 | 429 | 503) wait=$(header Retry-After) ;;
            none) wait=1 ;;
            *) return ;;
        esac
        [ "$attempt" -lt "$ATTEMPTS" ] || return
        sleep "${wait:-1}"
    done
}

# The same for requests that must not be refused.
send() {
    try "$@"
    case $status in
        2*) ;;
        *) echo "refused: $status $(text error) $(text error_description)" >&2 && exit 1 ;;
    esac
}

# A name for a write: the service does it once, however often it is sent.
name() {
    printf 'Idempotency-Key: %s' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
}

JSON='Content-Type: application/json'
reference=EXAMPLE%2F1
one=$BASE/customers/reference/$reference

# Created under a name of our own; sent again, the write is answered again and not done.
named=$(name)
for _ in 1 2; do
    send POST "$BASE/customers" --header "$named" --header "$JSON" --data '{"reference": "EXAMPLE/1", "name": "Example"}'
    replayed=$(header Idempotent-Replayed)
    echo "create: $status ${replayed:-false}"
done

# Written by reference, without a look at what is there.
for _ in 1 2; do
    send POST "$one" --header "$(name)" --data name=Example --data billingCity=Nice
    echo "upsert: $status $(header X-Upsert-Result)"
done

# Page by page: the address of the next one stands in the answer, without the host.
count=0
next="$BASE/customers?max=10&fields=reference"
while [ -n "$next" ]; do
    send GET "$next"
    count=$((count + $(grep -o '{"reference":' "$work/body" | wc -l)))
    next=$(text next)
    next=${next:+${BASE%/api/*}$next}
done
echo "list: $count"

# A picture, and its small copy.
send POST "$one" --header "$(name)" --form "imageFile=@$here/logo.png"
logo=$(text logo)
uploaded=$status
send GET "${logo%/*}/small_${logo##*/}"
echo "upload: $uploaded $status $(header Content-Type)"

# What was read is changed, unless somebody else has changed it since.
send GET "$one"
state="If-Match: $(header ETag)"
send PATCH "$one" --header "$(name)" --header "$state" --header "$JSON" --data '{"onHold": true}'
echo "in time: $status"
try PATCH "$one" --header "$(name)" --header "$state" --header "$JSON" --data '{"onHold": false}'
echo "too late: $status $(text error)"

try POST "$one" --header "$(name)" --data currency=GBP
echo "refused: $status $(text error) $(text error_description)"

send DELETE "$one" --header "$(name)"
echo "delete: $(text success)"
