// A client of dialect v1 in JavaScript: create, upsert, page through, upload, write on a state, meet an error, delete.
//
// BASE and KEY come from the environment, as docs/getting-started.md sets them, and so may TIMEOUT and ATTEMPTS. Needs
// Node 18 or newer, nothing else.

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

// What the environment says; where it says nothing of use, the program ends with a line that tells what it should say.
function setting(name, form, meaning, otherwise = "") {
  const said = process.env[name] || otherwise;
  return form.test(said) ? said : giveUp(`Set ${name} to ${meaning}.`);
}

function giveUp(why) {
  console.error(why);
  process.exit(1);
}

const BASE = setting("BASE", /^https?:\/\/\S+$/, "the address of dialect v1, such as http://127.0.0.1:8000/api/v1.0");
const KEY = setting("KEY", /^[!-~]+$/, "an API key: ASCII without blanks");
const ATTEMPTS = Number(setting("ATTEMPTS", /^[1-9][0-9]{0,2}$/, "a whole number from 1 to 999", "6"));
const SECONDS = /^(?=.*[1-9])[0-9]{1,4}(\.[0-9]{1,3})?$/;
// For one attempt.
const TIMEOUT = Number(setting("TIMEOUT", SECONDS, "a number of seconds from 0.001 to 9999.999", "30"));
// In seconds, between two attempts; who is told to come back later than that is told so.
const LONGEST_WAIT = 60;
// Still running, too many, away for a moment: said by the service or by a proxy before it.
const TRY_AGAIN = [409, 429, 502, 503, 504];
const DEFECT = 500;

// The service has said no, and would say so again.
class RefusedError extends Error {
  constructor(status, code, text) {
    super(`${status} ${code} ${text}`);
    Object.assign(this, { status, code, text });
  }
}

// Whether the service has done what it was asked, nobody knows.
class NoAnswerError extends Error {}

const seconds = (number) => new Promise((resolve) => setTimeout(resolve, number * 1000));

// Where nobody says how long to wait: twice as long each time.
const backOff = (attempt) => 0.1 * 2 ** attempt;

// In seconds: what Retry-After says, as a number or as a date, or else the back-off.
function waitAfter(answer, attempt) {
  const said = answer.headers.get("Retry-After") ?? "";
  const wait = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isNaN(wait) ? backOff(attempt) : Math.max(0, wait);
}

// The whole answer, its text included, so that one which is cut off counts as none.
async function answered(address, request) {
  try {
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(Math.round(TIMEOUT * 1000)) });
    return { status: answer.status, ok: answer.ok, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new NoAnswerError(`no whole answer within ${TIMEOUT} seconds: ${reason}`);
  }
}

class Customers {
  constructor(base, key) {
    this.base = base.replace(/\/+$/, "");
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
    const address = this.address(path);
    const again = new Set([...TRY_AGAIN, DEFECT]);
    for (let attempt = 1; ; attempt += 1) {
      let answer;
      try {
        answer = await answered(address, { method, headers: all, body });
      } catch (error) {
        if (!(error instanceof NoAnswerError) || attempt === ATTEMPTS) throw error;
        await seconds(backOff(attempt));
        continue;
      }
      const wait = waitAfter(answer, attempt);
      if (attempt === ATTEMPTS || !again.has(answer.status) || wait > LONGEST_WAIT) return accepted(answer);
      if (answer.status === DEFECT) again.delete(DEFECT);
      await seconds(wait);
    }
  }

  // Yields the customers of a list, page by page.
  async *all(filters) {
    let next = `/customers?${new URLSearchParams(filters)}`;
    while (next) {
      const page = JSON.parse((await this.send("GET", next)).text);
      yield* page.data;
      next = page.paging.next;
    }
  }
}

// Refuses an answer that is no success, with its code, or with its text where a proxy has written it.
function accepted(answer) {
  if (answer.ok) return answer;
  let told;
  try {
    told = JSON.parse(answer.text);
  } catch {
    told = null;
  }
  if (!told?.error) throw new RefusedError(answer.status, "no_code", answer.text.trim().replace(/\s+/g, " ").slice(0, 200));
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

// Created under a name of our own; sent again, the write is answered again and not done.
async function create(customers, reference) {
  const headers = { "Idempotency-Key": randomUUID() };
  for (let time = 0; time < 2; time += 1) {
    const answer = await customers.send("POST", "/customers", { headers, json: { reference, name: "Example" } });
    console.log("create:", answer.status, answer.headers.get("Idempotent-Replayed") ?? "false");
  }
}

// Written by reference, without a look at what is there.
async function upsert(customers, one) {
  for (let time = 0; time < 2; time += 1) {
    const answer = await customers.send("POST", one, { json: { name: "Example", billingCity: "Nice" } });
    console.log("upsert:", answer.status, answer.headers.get("X-Upsert-Result"));
  }
}

// A picture, and its small copy: without the key, for pictures may stand with another host.
async function upload(customers, one) {
  const form = new FormData();
  form.append("imageFile", new Blob([await readFile(new URL("logo.png", import.meta.url))]), "logo.png");
  const uploaded = await customers.send("POST", one, { form });
  const logo = JSON.parse(uploaded.text).logo;
  const small = await answered(logo.replace(/([^/]+)$/, "small_$1"));
  console.log("upload:", uploaded.status, small.status, small.headers.get("Content-Type"));
}

// What was read is changed, unless somebody else has changed it since.
async function writeOnAState(customers, one) {
  const state = { "If-Match": (await customers.send("GET", one)).headers.get("ETag") };
  const changed = await customers.send("PATCH", one, { headers: state, json: { onHold: true } });
  console.log("in time:", changed.status);
  const late = await refusal(customers.send("PATCH", one, { headers: state, json: { onHold: false } }));
  console.log("too late:", late.status, late.code);
}

async function allOfIt(customers, reference) {
  const one = customers.one(reference);
  await create(customers, reference);
  await upsert(customers, one);
  let count = 0;
  for await (const _ of customers.all({ max: "10", fields: "reference" })) count += 1;
  console.log("list:", count);
  await upload(customers, one);
  await writeOnAState(customers, one);
  const refused = await refusal(customers.send("POST", one, { json: { currency: "GBP" } }));
  console.log("refused:", refused.message);
  console.log("delete:", JSON.parse((await customers.send("DELETE", one)).text).success);
}

try {
  await allOfIt(new Customers(BASE, KEY), process.argv[2] ?? "EXAMPLE/1");
} catch (error) {
  if (error instanceof RefusedError) giveUp(`refused: ${error.message}`);
  if (error instanceof NoAnswerError) giveUp(error.message);
  throw error;
}
