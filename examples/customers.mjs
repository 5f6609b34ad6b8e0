// A client of dialect v1 in JavaScript: create, upsert, page through, upload, write on a state, meet an error, delete.
//
// BASE and KEY come from the environment, as docs/getting-started.md sets them. Needs Node 18 or newer, nothing else.

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

const ATTEMPTS = 6;
// Still running, too many, away for a moment: the answer says how long to wait.
const TRY_AGAIN = new Set([409, 429, 503]);

// The service has said no, and would say so again.
class RefusedError extends Error {
  constructor(status, code, text) {
    super(`${status} ${code} ${text}`);
    Object.assign(this, { status, code, text });
  }
}

const seconds = (number) => new Promise((resolve) => setTimeout(resolve, number * 1000));

class Customers {
  constructor(base, key) {
    this.base = base.replace(/\/$/, "");
    this.key = key;
  }

  // Answers print some addresses without the host.
  address(path) {
    return path.startsWith("/api/") ? new URL(path, this.base).href : this.base + path;
  }

  // A reference may hold any character.
  one(reference) {
    return `/customers/reference/${encodeURIComponent(reference)}`;
  }

  // Sends a request until there is an answer that counts. Each write has a name of its own, so that the service does it
  // once, however often it is sent.
  async send(method, path, { json, form, headers = {} } = {}) {
    const named = method === "GET" ? {} : { "Idempotency-Key": randomUUID() };
    const typed = json === undefined ? {} : { "Content-Type": "application/json" };
    const all = { Authorization: `Bearer ${this.key}`, ...named, ...typed, ...headers };
    const body = json === undefined ? form : JSON.stringify(json);
    for (let attempt = 1; ; attempt += 1) {
      let answer;
      try {
        answer = await fetch(this.address(path), { method, headers: all, body });
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await seconds(0.1 * 2 ** attempt);
        continue;
      }
      if (!TRY_AGAIN.has(answer.status) || attempt === ATTEMPTS) return accepted(answer);
      await seconds(Number(answer.headers.get("Retry-After") ?? 1));
    }
  }

  // Yields the customers of a list, page by page.
  async *all(filters) {
    let next = `/customers?${new URLSearchParams(filters)}`;
    while (next) {
      const page = await (await this.send("GET", next)).json();
      yield* page.data;
      next = page.paging.next;
    }
  }
}

async function accepted(answer) {
  if (answer.ok) return answer;
  const told = await answer.json();
  throw new RefusedError(answer.status, told.error, told.error_description);
}

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
  throw new Error("the service was expected to refuse this");
}

const customers = new Customers(process.env.BASE, process.env.KEY);
const reference = process.argv[2] ?? "EXAMPLE/1";
const one = customers.one(reference);

// Created under a name of our own; sent again, the write is answered again and not done.
const headers = { "Idempotency-Key": randomUUID() };
for (let time = 0; time < 2; time += 1) {
  const answer = await customers.send("POST", "/customers", { headers, json: { reference, name: "Example" } });
  console.log("create:", answer.status, answer.headers.get("Idempotent-Replayed") ?? "false");
}

// Written by reference, without a look at what is there.
for (let time = 0; time < 2; time += 1) {
  const answer = await customers.send("POST", one, { json: { name: "Example", billingCity: "Nice" } });
  console.log("upsert:", answer.status, answer.headers.get("X-Upsert-Result"));
}

let count = 0;
for await (const _ of customers.all({ max: "10", fields: "reference" })) count += 1;
console.log("list:", count);

// A picture, and its small copy.
const form = new FormData();
form.append("imageFile", new Blob([await readFile(new URL("logo.png", import.meta.url))]), "logo.png");
const uploaded = await customers.send("POST", one, { form });
const logo = (await uploaded.json()).logo;
const small = await fetch(logo.replace(/([^/]+)$/, "small_$1"));
console.log("upload:", uploaded.status, small.status, small.headers.get("Content-Type"));

// What was read is changed, unless somebody else has changed it since.
const state = { "If-Match": (await customers.send("GET", one)).headers.get("ETag") };
const changed = await customers.send("PATCH", one, { headers: state, json: { onHold: true } });
console.log("in time:", changed.status);
const late = await refusal(customers.send("PATCH", one, { headers: state, json: { onHold: false } }));
console.log("too late:", late.status, late.code);

const refused = await refusal(customers.send("POST", one, { json: { currency: "GBP" } }));
console.log("refused:", refused.message);

console.log("delete:", (await (await customers.send("DELETE", one)).json()).success);
