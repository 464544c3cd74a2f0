import assert from "node:assert/strict";
import { test } from "node:test";
import { readPairingString } from "../../extension/background/pairing-string.js";
import { checkAnswer, choose, makeChance, makeSpoiltAnswer } from "./answer-fuzz.js";

const ANSWERS = 4_000;
const STRINGS = 4_000;

test("of any answer, spoilt in any way, only people of the agreed form are read", () => {
  const chance = makeChance(7);
  let people = 0;
  for (let count = 0; count < ANSWERS; count += 1) {
    const answer = makeSpoiltAnswer(chance);
    try {
      people += checkAnswer(answer);
    } catch (error) {
      assert.fail(`${answer.form} ${answer.text.slice(0, 2_000)}: ${error}`);
    }
  }
  assert.ok(people > ANSWERS, "most of the people are still there");
});

test("of any text, only a whole pairing string is one", () => {
  const chance = makeChance(8);
  const whole = `fieldmark1:27182:0a1b2c3d:${"aB3-_".repeat(8)}xyz`;
  const pieces = [
    "",
    " ",
    "\n",
    ":",
    "fieldmark1:",
    "0",
    "65536",
    "-",
    "é",
    "\u0000",
    "\u200b",
    whole,
    whole.slice(0, 20),
  ];
  let read = 0;
  for (let count = 0; count < STRINGS; count += 1) {
    const place = Math.floor(chance() * whole.length);
    const cut = Math.floor(chance() * 3);
    const text = whole.slice(0, place) + choose(chance, pieces) + whole.slice(place + cut);
    const pairing = readPairingString(text);
    if (!pairing) continue;
    read += 1;
    assert.ok(Number.isInteger(pairing.port) && pairing.port >= 1 && pairing.port <= 65_535, text);
    assert.match(pairing.browserId, /^[\w-]{1,64}$/);
    assert.match(pairing.token, /^[\w-]{32,128}$/);
    const { port, browserId, token } = pairing;
    assert.equal(Number(text.replace(/\s/g, "").split(":")[1]), port);
    assert.ok(text.replace(/\s/g, "").endsWith(`:${browserId}:${token}`), text);
  }
  assert.ok(read > 0);
});
