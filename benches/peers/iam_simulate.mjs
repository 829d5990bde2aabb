// Decides the requests of the first line of standard input each time a further line comes, and says `done` after each.
//
//     node iam_simulate.mjs FOLDER_OF_NPM

import { createInterface } from 'node:readline';
import { load } from '../../tests/interop/iam_simulate/judge.mjs';

const prepare = await load(process.argv[2]);
let runs;
for await (const line of createInterface({ input: process.stdin })) {
  if (runs === undefined) {
    const { policies, requests } = JSON.parse(line);
    runs = requests.map((request) => prepare({ request, policies: { identity: request.policies.map((at) => policies[at].document) } }));
  } else {
    for (const run of runs) run();
  }
  console.log('done');
}
