#!/bin/sh
# A client of dialect v1 in a shell: create, upsert, page through, upload, write on a state, meet an error, delete.
#
# BASE and KEY come from the environment, as docs/getting-started.md sets them, and so may TIMEOUT and ATTEMPTS. Needs
# curl, nothing else.
set -eu

give_up() {
    echo "$1" >&2
    exit 1
}

# setting NAME VALUE FORM MEANING: ends the program with a line that tells what to set where a value is of no use.
setting() {
    # Letters are what they are in ASCII, whatever the language.
    printf '%s\n' "$2" | LC_ALL=C grep -Eqx "$3" || give_up "Set $1 to $4."
}

BASE=${BASE:-}
BASE=${BASE%/}
KEY=${KEY:-}
ATTEMPTS=${ATTEMPTS:-6}
# In seconds: for one attempt, and between two of them; who is told to come back later than that is told so.
TIMEOUT=${TIMEOUT:-30}
LONGEST_WAIT=60
setting BASE "$BASE" 'https?://[^[:space:]]+' 'the address of dialect v1, such as http://127.0.0.1:8000/api/v1.0'
setting KEY "$KEY" '[!-~]+' 'an API key: ASCII without blanks'
setting ATTEMPTS "$ATTEMPTS" '[1-9][0-9]{0,2}' 'a whole number from 1 to 999'
# No seconds at all would be no limit to curl.
setting TIMEOUT "$(printf %s "$TIMEOUT" | grep '[1-9]')" '[0-9]{1,4}(\.[0-9]{1,3})?' \
    'a number of seconds from 0.001 to 9999.999'

here=$(dirname "$0")
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# In a file, since everybody on the machine can read the command line of curl.
printf 'Authorization: Bearer %s\n' "$KEY" >"$work/credential"

# Answers with what a header of the last answer says, or with nothing.
header() {
    grep -i "^$1:" "$work/headers" | tail -n 1 | tr -d '\r' | cut -d ' ' -f 2-
}

# Answers with a text of the last answer's JSON, or with nothing.
text() {
    sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$work/body"
}

# Answers with the code and the text of a refusal; what a proxy has written has no code.
told() {
    code=$(text error)
    if [ -n "$code" ]; then
        echo "$code $(text error_description)"
    else
        echo "no_code $(tr -s '[:space:]' ' ' <"$work/body" | cut -c 1-200)"
    fi
}

# fetch ADDRESS [options of curl]: answers with the status, or with "none" if there is no whole answer.
fetch() {
    # What an earlier answer has left is none of this one.
    true >"$work/body"
    curl --silent --show-error --connect-timeout 10 --max-time "$TIMEOUT" --dump-header "$work/headers" \
        --output "$work/body" --write-out '%{http_code}' "$@" >"$work/status" 2>"$work/trouble" ||
        echo none >"$work/status"
    cat "$work/status"
}

# wait_after BACK_OFF: answers with the seconds to wait, which Retry-After says as a number or as a date, or else BACK_OFF.
wait_after() {
    said=$(header Retry-After)
    case $said in
        '') echo "$1" ;;
        *[!0-9]*)
            # Not every `date` reads dates.
            until=$(date -d "$said" +%s 2>"$work/unread") || until=
            wait=$((${until:-0} - $(date +%s)))
            if [ -z "$until" ]; then echo "$1"; elif [ "$wait" -lt 0 ]; then echo 0; else echo "$wait"; fi
            ;;
        ????*) echo 1000 ;;
        *) echo "$said" ;;
    esac
}

# try METHOD ADDRESS [options of curl]: sends until there is an answer that counts, whose status stands in $status.
try() {
    method=$1 address=$2
    shift 2
    attempt=0 back_off=1 defect=500
    while :; do
        attempt=$((attempt + 1))
        status=$(fetch "$address" --request "$method" --header "@$work/credential" "$@")
        case $status in
            # Still running, too many, away for a moment: said by the service or by a proxy before it.
            409 | 429 | 502 | 503 | 504) wait=$(wait_after "$back_off") ;;
            "$defect") wait=$(wait_after "$back_off") defect=none-more ;;
            none) wait=$back_off ;;
            *) return 0 ;;
        esac
        if [ "$attempt" -eq "$ATTEMPTS" ] || [ "$wait" -gt "$LONGEST_WAIT" ]; then return 0; fi
        sleep "$wait"
        back_off=$((back_off * 2))
    done
}

# The same for requests that must not be refused.
send() {
    try "$@"
    case $status in
        2*) ;;
        none) give_up "no whole answer within $TIMEOUT seconds: $(head -n 1 "$work/trouble")" ;;
        *) give_up "refused: $status $(told)" ;;
    esac
}

# A name for a write: the service does it once, however often it is sent.
name() {
    printf 'Idempotency-Key: %s' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
}

JSON='Content-Type: application/json'
reference=${1:-EXAMPLE/1}
# A reference may hold any character.
one=$BASE/customers/reference/$(printf %s "$reference" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')

# Created under a name of our own; sent again, the write is answered again and not done.
named=$(name)
for _ in 1 2; do
    send POST "$BASE/customers" --header "$named" --data-urlencode "reference=$reference" --data name=Example
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

# A picture, and its small copy: without the key, for pictures may stand with another host.
send POST "$one" --header "$(name)" --form "imageFile=@$here/logo.png"
logo=$(text logo)
uploaded=$status
status=$(fetch "${logo%/*}/small_${logo##*/}")
echo "upload: $uploaded $status $(header Content-Type)"

# What was read is changed, unless somebody else has changed it since.
send GET "$one"
state="If-Match: $(header ETag)"
send PATCH "$one" --header "$(name)" --header "$state" --header "$JSON" --data '{"onHold": true}'
echo "in time: $status"
try PATCH "$one" --header "$(name)" --header "$state" --header "$JSON" --data '{"onHold": false}'
echo "too late: $status $(text error)"

try POST "$one" --header "$(name)" --data currency=GBP
echo "refused: $status $(told)"

send DELETE "$one" --header "$(name)"
echo "delete: $(text success)"
