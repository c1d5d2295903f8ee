// The USearch driver, float32 or 8-bit: builds an index of a vector file on all cores, then answers "measure" requests on one thread.
// The protocol is described in README.md.
//
//     node --expose-gc usearch.mjs f32|i8 VECTORS DIMENSION QUERIES K FOLDER
//
// FOLDER receives the index: this binding takes ef only when an index is made, so each request loads it anew.

import { closeSync, fstatSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Index, MetricKind } from "usearch";

const ALL_CORES = 0;
const [quantization, file, ...numbers] = process.argv.slice(2);
const [dimension, queryCount, k] = numbers.slice(0, 3).map(Number);
const snapshot = join(numbers[3], `usearch-${quantization}.index`);

function makeIndex(ef) {
  return new Index({
    dimensions: dimension,
    metric: MetricKind.IP,
    quantization,
    connectivity: 16,
    expansion_add: 200,
    expansion_search: ef,
    multi: false,
  });
}

/** Reads the file in pieces: one read ends at 2 GiB. */
function readVectors(path) {
  const descriptor = openSync(path, "r");
  const bytes = new Uint8Array(fstatSync(descriptor).size);
  for (let read = 0; read < bytes.length; ) {
    read += readSync(descriptor, bytes, read, Math.min(bytes.length - read, 1 << 28), read);
  }
  closeSync(descriptor);
  return new Float32Array(bytes.buffer);
}

/** Anonymous resident memory of this process. */
function residentBytes() {
  globalThis.gc();
  return 1024 * Number(/RssAnon:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
}

function secondsSince(start) {
  return (performance.now() - start) / 1000;
}

/** Indexes all rows but the queries, saves the index, and tells the coordinator. */
function build(rows, count) {
  const ids = BigUint64Array.from({ length: count }, (_, i) => BigInt(i));
  const before = residentBytes();
  const start = performance.now();
  const index = makeIndex(64);
  index.add(ids, rows, ALL_CORES);
  const buildSeconds = secondsSince(start);
  const bytesPerVector = (residentBytes() - before) / count;
  index.save(snapshot);
  console.log(JSON.stringify({ buildSeconds, bytesPerVector }));
}

const vectors = readVectors(file);
const count = vectors.length / dimension - queryCount;
const queries = vectors.slice(count * dimension);
build(vectors.subarray(0, count * dimension), count);

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ef, seconds, answers] = line.split(" ");
  if (verb !== "measure") {
    break;
  }
  globalThis.gc(); // lets go of the index of the last request
  const index = makeIndex(Number(ef));
  index.load(snapshot);
  const passes = [];
  let found = index.search(queries, k, 1);
  for (let total = 0; total < Number(seconds); total += passes.at(-1)) {
    const start = performance.now();
    found = index.search(queries, k, 1);
    passes.push(secondsSince(start));
  }
  writeFileSync(answers, Int32Array.from(found.keys, Number));
  console.log(JSON.stringify({ passes }));
}
