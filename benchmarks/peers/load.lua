-- What wrk sends, from the environment: GET the paths of a file in turn, or POST its one body with a reference of its
-- own each time. In the end it prints what was answered, for `client.py` to read.
local paths, body = {}, nil
local count, process = 0, os.getenv("BENCH_PROCESS")

local function lines(name)
    local found = {}
    for line in io.lines(name) do found[#found + 1] = line end
    return found
end

function init()
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
    if os.getenv("BENCH_METHOD") == "POST" then
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        body = lines(os.getenv("BENCH_CONTENT"))
    else
        paths = lines(os.getenv("BENCH_CONTENT"))
    end
end

function request()
    count = count + 1
    if body then
        return wrk.format(nil, body[1], nil, (body[2]:gsub("REFERENCE", process .. "-" .. count)))
    end
    return wrk.format(nil, paths[count % #paths + 1])
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("BENCH %d %d %d %d %d\n", summary.requests, summary.duration, failed,
        latency:percentile(50), latency:percentile(99)))
end
