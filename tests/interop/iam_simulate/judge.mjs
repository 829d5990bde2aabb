// The verdict of @cloud-copilot/iam-simulate on a question of `eks-iam policy eval --batch`.
//
// Its core engine is called, since the outer interface refuses context keys that its own data set does not list for an
// action, and gives no verdict then.

import path from 'node:path';
import { pathToFileURL } from 'node:url';

const FULL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
const NAMES = { Allowed: 'allow', ExplicitlyDenied: 'explicit-deny', ImplicitlyDenied: 'implicit-deny' };

/** Loads the package from a folder that npm installed into; gives a function from a question to one that decides it. */
export async function load(folder) {
  const scope = path.join(folder, 'node_modules', '@cloud-copilot');
  const load = (...parts) => import(pathToFileURL(path.join(scope, ...parts)).href);
  const { authorize } = await load('iam-simulate', 'dist/esm/core_engine/CoreSimulatorEngine.js');
  const { AwsRequestImpl } = await load('iam-simulate', 'dist/esm/request/request.js');
  const { RequestContextImpl } = await load('iam-simulate', 'dist/esm/requestContext.js');
  const { DiscoveryContextKeyConstraints } = await load('iam-simulate', 'dist/esm/context_keys/discoveryContextKeyConstraints.js');
  const { loadPolicy } = await load('iam-policy', 'dist/esm/index.js');

  const named = (documents) => (documents ?? []).map((document, at) => loadPolicy(document, { name: `p${at}` }));
  const levels = (list) => (list ?? []).map((documents, at) => ({ orgIdentifier: `level${at}`, policies: named(documents) }));
  const union = (documents) => ({ Version: documents[0].Version, Statement: documents.flatMap((it) => it.Statement) });

  return ({ request, policies }) => {
    const owner = request.resource_account ?? accountOf(request.resource) ?? accountOf(request.principal) ?? '111122223333';
    const onResource = policies.resource ?? policies.trust;
    const asked = {
      request: new AwsRequestImpl(
        request.principal === 'anonymous' ? { type: 'Anonymous' } : request.principal,
        { resource: request.resource, accountId: owner },
        request.action,
        new RequestContextImpl(request.context),
      ),
      identityPolicies: named(policies.identity),
      permissionBoundaries: policies.boundary && named(policies.boundary),
      sessionPolicy: policies.session && loadPolicy(union(policies.session), { name: 'session' }),
      serviceControlPolicies: levels(policies.scp),
      resourceControlPolicies: levels((policies.rcp ?? []).map((level) => [FULL, ...level])),
      vpcEndpointPolicies: policies.endpoint && named(policies.endpoint),
      resourcePolicy: onResource && loadPolicy(onResource, { name: 'resource' }),
      simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
      serviceSettings: { s3: {} },
    };
    return () => {
      const verdict = authorize(asked);
      return NAMES[verdict.result] ?? verdict.result;
    };
  };
}

function accountOf(arn) {
  const account = arn.split(':')[4];
  return /^\d{12}$/.test(account ?? '') ? account : undefined;
}
