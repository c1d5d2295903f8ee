-- Posts one picture again and again; prints what the measure of search.sh needs.
local file = assert(io.open(os.getenv("PICTURE"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/octet-stream"
file:close()

done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("server: %.0f answers/s, median %.1f ms, p99 %.1f ms (%.1f x the median)\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99) / latency:percentile(50)))
  io.write(string.format("errors: %d connect, %d read, %d write, %d timeout, %d of status\n", errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
