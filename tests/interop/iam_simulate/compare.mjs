// Holds `eks-iam policy eval` against @cloud-copilot/iam-simulate on random questions.
//
//     node compare.mjs FOLDER_OF_NPM PATH_OF_EKS_IAM [COUNT [SEED]]
//
// The numbers of disagreements.json are those of the default count and seed.
//
// A disagreement is allowed only on a question with a feature that disagreements.json lists, and not on more questions
// than it says. A feature on which nothing differs any more must leave that list: it can only become shorter.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CONTESTED, questions } from './questions.mjs';
import { load } from './judge.mjs';

const [folder, program, count = '20000', seed = '2'] = process.argv.slice(2);
const known = JSON.parse(readFileSync(new URL('disagreements.json', import.meta.url), 'utf8'));
const prepare = await load(folder);
const asked = questions(Number(seed), Number(count));

const input = asked.map((it) => JSON.stringify(it)).join('\n');
const output = execFileSync(program, ['policy', 'eval', '--batch'], { input, maxBuffer: 1 << 30, encoding: 'utf8' });
const answers = output.trim().split('\n').map((line) => JSON.parse(line));

const problems = [];
const differing = new Map();
let uncontested = 0;
asked.forEach((question, at) => {
  const [ours, theirs] = [answers[at].decision, prepare(question)()];
  if (question.contested === null) uncontested += 1;
  if (ours === theirs) return;
  if (!known.some((it) => it.feature === question.contested)) {
    const feature = question.contested ?? 'nothing contested';
    problems.push(`${feature}: ${ours} instead of ${theirs}\n  ${JSON.stringify(question)}`);
  }
  differing.set(question.contested, (differing.get(question.contested) ?? 0) + 1);
});
for (const { feature, questions: most } of known) {
  const times = differing.get(feature) ?? 0;
  if (!CONTESTED.includes(feature)) problems.push(`${feature}: no question has it`);
  else if (times > most) problems.push(`${feature}: ${times} questions differ, at most ${most} may`);
  else if (times === 0) problems.push(`${feature}: nothing differs any more; take it off the list`);
}

for (const problem of problems.slice(0, 10)) console.error(problem);
const contested = [...differing].filter(([feature]) => feature !== null).map(([feature, times]) => `${feature} ${times}`);
console.log(`${asked.length} questions, ${uncontested} without a contested feature; differing: ${contested.join(', ') || 'none'}`);
process.exit(problems.length === 0 ? 0 : 1);
