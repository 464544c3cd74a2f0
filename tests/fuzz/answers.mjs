/** `make fuzz`: spoilt answers of X's for some minutes (FUZZ_SECONDS), each kind of trouble told once, with its seed. */

import { checkAnswer, makeChance, makeSpoiltAnswer } from "../extension/answer-fuzz.js";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 600);
const first = Date.now() % 2 ** 31;
let count = 0;
for (const end = Date.now() + seconds * 1000; Date.now() < end; count += 1) {
  const seed = first + count;
  try {
    checkAnswer(makeSpoiltAnswer(makeChance(seed)));
  } catch (error) {
    console.error(`seed ${seed}: ${error}`);
    process.exitCode = 1;
    break;
  }
}
console.log(`${count} answers from seed ${first} on, in ${seconds} s`);
