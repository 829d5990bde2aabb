// Random questions about policies, in the format of `eks-iam policy eval --batch`. The same seed gives the same questions.
//
// Where the two evaluators are known to differ, a question has exactly one of the features that they differ on, and its
// name stands in `contested`. All other questions have none.

const A = '111122223333';
const B = '444455556666';
const MASK = (1n << 64n) - 1n;

/** SplitMix64. */
class Random {
  constructor(seed) {
    this.state = BigInt(seed);
  }
  below(n) {
    this.state = (this.state + 0x9e3779b97f4a7c15n) & MASK;
    let z = this.state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return Number((z ^ (z >> 31n)) % BigInt(n));
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  chance(percent) {
    return this.below(100) < percent;
  }
  list(most, make) {
    return Array.from({ length: 1 + this.below(most) }, make);
  }
}

const CALLS = [
  ['eks:CreateAccessEntry', (a) => `arn:aws:eks:eu-west-1:${a}:cluster/mika`],
  ['eks-auth:AssumeRoleForPodIdentity', (a) => `arn:aws:eks:eu-west-1:${a}:cluster/shop`],
  ['secretsmanager:GetSecretValue', (a) => `arn:aws:secretsmanager:eu-west-1:${a}:secret:core/db-AbCdEf`],
  ['sts:TagSession', (a) => `arn:aws:iam::${a}:role/team/r`],
  ['eks:DescribeCluster', (a) => `arn:aws:eks:eu-west-1:${a}:cluster/shop`],
  ['eks:CreateNodegroup', (a) => `arn:aws:eks:eu-west-1:${a}:cluster/shop`],
  ['eks:TagResource', (a) => `arn:aws:eks:eu-west-1:${a}:nodegroup/shop/a/u`],
  ['iam:PassRole', () => `arn:aws:iam::${A}:role/team/node`],
  ['sqs:SendMessage', (a) => `arn:aws:sqs:eu-west-1:${a}:jobs`],
  ['s3:GetObject', () => 'arn:aws:s3:::b/mika/x'],
  ['kms:Decrypt', (a) => `arn:aws:kms:eu-west-1:${a}:key/k`],
  ['sts:AssumeRole', (a) => `arn:aws:iam::${a}:role/r`],
];
const CALLERS = [
  `arn:aws:iam::${A}:user/mika`,
  `arn:aws:sts::${A}:assumed-role/ops/mika`,
  `arn:aws:iam::${A}:user/mika`,
  `arn:aws:sts::${A}:assumed-role/ops/mika`,
  `arn:aws:iam::${A}:user/team/rin`,
  `arn:aws:sts::${B}:assumed-role/ops/rin`,
  `arn:aws:sts::${A}:federated-user/mika`,
  `arn:aws:iam::${A}:role/ops`,
  'anonymous',
  'eks.amazonaws.com',
  `arn:aws:iam::${A}:oidc-provider/x.io`,
];
const PRINCIPALS = [
  '*',
  { AWS: '*' },
  { AWS: A },
  { AWS: `arn:aws:iam::${A}:root` },
  { AWS: [`arn:aws:iam::${B}:root`, `arn:aws:iam::${A}:user/rin`] },
  { AWS: `arn:aws:iam::${A}:role/ops` },
  { AWS: [`arn:aws:iam::${A}:role/team/OPS`, `arn:aws:iam::${B}:role/ops`] },
  { AWS: `arn:aws:iam::${A}:user/rin` },
  { AWS: `arn:aws:iam::${A}:user/team/rin`, Service: 'eks.amazonaws.com' },
  { AWS: 'AIDACKCEVSQ6C2EXAMPLE' },
  { AWS: `arn:aws:iam::${A}:user/mika` },
  { AWS: `arn:aws:sts::${A}:assumed-role/ops/mika` },
  { Service: ['eks.amazonaws.com', 'ec2.amazonaws.com'] },
  { Federated: `arn:aws:iam::${A}:oidc-provider/x.io` },
];
const CONTEXT = {
  'aws:username': ['mika', 'bob'],
  'aws:PrincipalTag/team': ['core', 'web'],
  'aws:SourceIp': ['10.1.2.3', '192.0.2.7', '10.255.0.1'],
  'aws:VpcSourceIp': ['2001:db8::7', '2001:db8:1::', 'fd00::1'],
  'aws:MultiFactorAuthAge': ['10', '3600', '99999', '3600.5', '-1'],
  'aws:CurrentTime': ['2026-03-01T10:00:00Z', '2026-06-01T00:00:00Z', '2026-03-01T10:00:00.000Z'],
  'aws:SecureTransport': ['true', 'false', 'True', 'yes'],
  'aws:PrincipalArn': [`arn:aws:iam::${A}:role/team/ops`, `arn:aws:iam::${A}:user/mika`],
  'custom:blob': ['QmluYXJ5', 'AAEC'],
  'aws:SourceArn': [`arn:aws:eks:eu-west-1:${A}:cluster/shop`, 'arn:aws:s3:::b'],
  'aws:RequestedRegion': ['eu-west-1', 'us-east-1'],
  'sts:ExternalId': ['a1', 'A1'],
};
const TEXTS = {
  'aws:username': ['mika', 'mi*', 'M*', 'MIKA', 'mik?', '??ka', '*i*', "${AWS:UserName, 'bob'}"],
  'aws:PrincipalTag/team': ['core', 'c*', "${aws:PrincipalTag/none, 'core'}", 'c${*}'],
  'aws:RequestedRegion': ['eu-west-1', 'eu-*', 'us-east-?', '', '*', 'eu${*}', "${aws:PrincipalTag/none, 'eu'}-west-1"],
  'sts:ExternalId': ['a1', 'a?', 'A1'],
};
const STRING = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase'];
const order = (type) => ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((it) => type + it);
const ARN = ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals'];

/** What the evaluators differ on. Each is put into some of the questions, never two into one. */
export const CONTESTED = [
  'unresolved-variable-under-negation',
  'endpoint-principal',
  'session-policy-beside-direct-grant',
  'case-of-arn-fields',
  'for-any-value-if-exists',
  'not-ip-address-of-other-family',
  'wildcard-in-requested-resource',
  'null-of-empty-list',
  'seconds-since-1970',
  'unresolved-variable-in-not-resource',
  'account-of-identity-provider',
  'variables-before-2012',
  'wildcard-in-resource-type',
  'rcp-on-eks',
  'number-with-letters',
  'every-ipv4-address',
  'short-arn-in-condition',
  'not-principal',
  'wildcard-in-service-prefix',
];

class Question {
  constructor(random, contested) {
    this.random = random;
    this.contested = contested;
  }

  has(feature) {
    return this.contested === feature;
  }

  condition() {
    const { random } = this;
    const block = {};
    const add = (operator, key, values) => {
      const spelt = random.chance(5) ? operator.replace(/(^|:)[A-Z]\w+$/, (it) => it.toLowerCase()) : operator;
      (block[spelt] ??= {})[key] = values.length === 1 && random.chance(50) ? values[0] : values;
    };
    const ifExists = () => (random.chance(25) ? 'IfExists' : '');
    const keys = [...Object.keys(CONTEXT), 'aws:TagKeys', 'aws:TagKeys', 'eks:namespaces', ...this.favourites()];
    for (let left = random.pick([0, 0, 0, 1, 1, 2]); left > 0; left -= 1) {
      const key = random.pick(keys);
      const odd = random.chance(12) ? 'ForAllValues:' : random.chance(8) ? 'ForAnyValue:' : '';
      if (odd !== '' && !['aws:TagKeys', 'eks:namespaces'].includes(key)) {
        // A set operator on a key with one value.
        this.single(key, (operator, on, values) => add(odd + operator, on, values), odd === 'ForAnyValue:' ? () => '' : ifExists);
      } else if (random.chance(8) && !this.has('null-of-empty-list')) {
        add('Null', key, [random.pick(['true', 'false'])]);
      } else if (key === 'aws:TagKeys' && random.chance(15)) {
        // A key with a list under a plain operator.
        add(random.pick(STRING) + ifExists(), key, random.pick([[], ['a'], ['*', 'b']]));
      } else if (key === 'aws:TagKeys') {
        const set = random.pick(['ForAllValues:', 'ForAnyValue:']);
        const suffix = set === 'ForAllValues:' ? ifExists() : '';
        add(set + random.pick(STRING) + suffix, key, random.list(2, () => random.pick(['a', 'b', 'a*'])));
      } else if (key === 'eks:namespaces') {
        const set = random.pick(['ForAllValues:', 'ForAnyValue:']);
        const suffix = set === 'ForAllValues:' ? ifExists() : '';
        add(set + random.pick(['StringLike', 'StringNotLike', 'StringEquals']) + suffix, key, random.list(3, () => random.pick(['dev', 'dev-*', '*', 'prod'])));
      } else {
        this.single(key, add, ifExists);
      }
    }
    if (this.has('unresolved-variable-under-negation') && random.chance(60)) {
      add(random.pick(['StringNotEquals', 'StringNotLike']), 'aws:PrincipalTag/team', ['${aws:PrincipalTag/none}']);
    }
    if (this.has('for-any-value-if-exists') && random.chance(60)) {
      add(`ForAnyValue:${random.pick(STRING)}IfExists`, 'aws:TagKeys', ['a']);
    }
    if (this.has('null-of-empty-list') && random.chance(60)) {
      add('Null', 'aws:TagKeys', [random.pick(['true', 'false'])]);
    }
    return block;
  }

  /** A condition on a key with one value. */
  single(key, add, ifExists) {
    const { random } = this;
    const spelt = random.chance(10) ? key.toUpperCase() : key;
    const put = (operators, values, most = 2) => {
      add(random.pick(operators) + ifExists(), spelt, random.list(most, () => random.pick(values)));
    };
    if (key in TEXTS) put(STRING, this.texts(key), 3);
    else if (key === 'aws:SourceIp') put(['IpAddress', 'NotIpAddress'], ['10.0.0.0/8', '192.0.2.0/24', '10.1.2.3', '10.1.2.3/32', '10.1.2.128/25', ...(this.has('every-ipv4-address') ? ['0.0.0.0/0'] : [])]);
    else if (key === 'aws:VpcSourceIp') put(['IpAddress', 'NotIpAddress'], ['2001:db8::/32', '2001:db8::/48', '2001:db8::7', 'fd00::/8', '::/0']);
    else if (key === 'aws:MultiFactorAuthAge') put(order('Numeric'), ['10', '3600', '3600.0', '-0.5', '1e3', 'ten'].slice(0, this.has('number-with-letters') ? 6 : 4));
    else if (key === 'aws:CurrentTime') put(order('Date'), this.has('seconds-since-1970') ? ['1772359200'] : ['2026-03-01T10:00:00Z', '2026-05-01T00:00:00Z', '2026-03-01', '2026-03-01T11:00:00+01:00', 'yesterday']);
    else if (key === 'aws:SecureTransport') put(['Bool'], ['true', 'false', 'TRUE', 'yes', 'False']);
    else if (key === 'custom:blob') put(['BinaryEquals'], ['QmluYXJ5', 'AAEC']);
    else if (key === 'aws:PrincipalArn') {
      const variable = this.variables ? ['arn:aws:iam::${aws:PrincipalTag/none, \'*\'}:role/*', `arn:aws:iam::${A}:user/\${aws:username, 'mika'}`] : [];
      put([...ARN, 'StringLike', 'StringEquals'], [`arn:aws:iam::${A}:role/*`, `arn:aws:iam::*:user/mik?`, `arn:aws:*::${A}:*`, ...(this.has('short-arn-in-condition') ? ['arn:aws:iam:*:role/team/*'] : []), ...variable]);
    } else put(ARN, [`arn:aws:eks:*:${A}:cluster/*`, 'arn:aws:s3:::*', `arn:aws:eks:eu-west-?:${A}:cluster/shop`, 'shop', 'arn:*:*:*:*:*']);
  }

  /** The keys that show a contested feature, often enough that the others seldom decide. */
  favourites() {
    const keys = {
      'not-ip-address-of-other-family': 'aws:SourceIp',
      'seconds-since-1970': 'aws:CurrentTime',
      'variables-before-2012': 'aws:PrincipalTag/team',
      'number-with-letters': 'aws:MultiFactorAuthAge',
      'every-ipv4-address': 'aws:SourceIp',
      'short-arn-in-condition': 'aws:PrincipalArn',
    };
    return this.contested in keys ? Array(20).fill(keys[this.contested]) : [];
  }

  texts(key) {
    return TEXTS[key].filter((it) => this.variables || !it.includes('${'));
  }

  statement({ principal = false, resource = true } = {}) {
    const { random, action, arn } = this;
    const service = action.split(':')[0];
    const actions = ['*', action, action, `${service}:*`, `${action.slice(0, -2)}*`, `${action.slice(0, -1)}?`, action.toUpperCase(), 'ec2:*', `${service}:`, ...(this.has('wildcard-in-service-prefix') ? ['*:*', `${service.slice(0, -1)}?:*`, `*:${action.split(':')[1]}`] : []), random.pick(CALLS)[0]];
    const statement = { Effect: random.chance(this.has('not-principal') ? 50 : 14) ? 'Deny' : 'Allow' };
    statement[random.chance(7) ? 'NotAction' : 'Action'] = random.list(2, () => random.pick(actions));
    if (resource) {
      const negated = random.chance(this.has('unresolved-variable-in-not-resource') ? 40 : 6);
      const resources = ['*', arn, arn, arn.replace(/[^/:]+$/, '*'), `${arn.slice(0, -1)}?`, arn.replace('eu-west-1', '*'), arn.replace(A, B), arn.replace(/^(arn:aws:\w[\w-]*:).*$/, '$1*:*:*'), 'arn:*:*:*:*:*'];
      const dynamic = 'arn:aws:s3:::b/${aws:username}/*';
      if (this.variables && !negated) resources.push(arn.replace('core', '${aws:PrincipalTag/team}').replace('mika', "${aws:username, 'mika'}"), `${arn}\${*}`, arn.replace(/.$/, '\${?}'));
      if (this.variables && !negated) resources.push(dynamic);
      if (this.has('unresolved-variable-in-not-resource') && negated) resources.splice(0, resources.length, dynamic);
      if (this.has('case-of-arn-fields')) resources.push(arn.replace('arn:aws', 'arn:AWS'), arn.replace('eu-west-1', 'EU-WEST-1'));
      if (this.has('wildcard-in-resource-type')) resources.push(...Array(8).fill(arn.replace(/[a-z]\//, '*/')));
      statement[negated ? 'NotResource' : 'Resource'] = random.list(2, () => random.pick(resources));
    }
    if (principal === 'everybody') statement.Principal = '*';
    else if (principal && statement.Effect === 'Deny' && this.has('not-principal')) statement.NotPrincipal = { AWS: random.list(3, () => random.pick([A, this.caller, `arn:aws:iam::${A}:role/ops`, `arn:aws:iam::${A}:user/rin`])) };
    else if (principal) statement.Principal = random.pick(this.principals());
    const condition = this.condition();
    if (Object.keys(condition).length > 0) statement.Condition = condition;
    return statement;
  }

  principal() {
    if (this.has('wildcard-in-requested-resource')) return CALLERS[0];
    return this.has('account-of-identity-provider') ? CALLERS.at(-1) : this.random.pick(CALLERS);
  }

  principals() {
    const isAccount = (it) => it.AWS === A || it.AWS === `arn:aws:iam::${A}:root`;
    const holdsToken = this.caller.includes(':oidc-provider/') && !this.has('account-of-identity-provider');
    return holdsToken ? PRINCIPALS.filter((it) => !isAccount(it)) : PRINCIPALS;
  }

  document(options) {
    const share = { 'variables-before-2012': 70, 'unresolved-variable-in-not-resource': 0 };
    const isOld = this.random.chance(share[this.contested] ?? 8);
    this.variables = !isOld || this.has('variables-before-2012');
    const statements = this.random.list(3, () => this.statement(options));
    return { Version: isOld ? '2008-10-17' : '2012-10-17', Statement: statements.length === 1 && this.random.chance(30) ? statements[0] : statements };
  }

  make(id) {
    const { random } = this;
    const account = random.pick([A, A, A, B]);
    const call = this.has('wildcard-in-requested-resource')
      ? ['eks:ListClusters', (a) => `arn:aws:eks:eu-west-1:${a}:cluster/*`]
      : random.pick(CALLS.filter(([action]) => !this.has('rcp-on-eks') || action.startsWith('eks')));
    [this.action, this.arn] = [call[0], call[1](account)];
    const principal = (this.caller = this.principal());
    if (principal.includes(':oidc-provider/')) [this.action, this.arn] = ['sts:AssumeRoleWithWebIdentity', `arn:aws:iam::${A}:role/r`];
    const context = {};
    const known = Object.entries(CONTEXT).filter(([key]) => key !== 'aws:username' || !this.has('unresolved-variable-in-not-resource'));
    for (const [key, values] of known) if (random.chance(55)) context[key] = random.pick(values);
    if (random.chance(55)) context['eks:namespaces'] = random.pick([['dev'], ['dev-1', 'prod'], ['dev', 'dev-2']]);
    if (random.chance(55)) context['aws:TagKeys'] = random.pick([['a'], ['a', 'b'], ['c'], ['a', 'c']]);
    if (this.has('null-of-empty-list')) context['aws:TagKeys'] = [];
    if (this.has('not-ip-address-of-other-family')) context['aws:SourceIp'] = '2001:db8::1';
    const request = { action: this.action, resource: this.arn, principal, context };
    if (this.action.startsWith('s3')) request.resource_account = random.pick([A, A, B]);
    return { id, contested: this.contested, request, policies: this.policies(principal, request.resource_account ?? accountOf(this.arn)) };
  }

  policies(caller, owner) {
    const { random } = this;
    const full = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const policies = {};
    // A service, or whoever holds a token, has no policies of its own.
    const hasPolicies = caller.startsWith('arn:') && !caller.includes(':oidc-provider/');
    if (hasPolicies) {
      policies.identity = random.list(2, () => this.document());
      if (random.chance(50)) policies.identity.push(full);
      if (random.chance(20)) policies.boundary = [this.document()];
      if (random.chance(20)) policies.scp = [random.chance(50) ? [full] : [full, this.document()], [this.document()]];
    }
    this.variables = true;
    const isEks = this.action.startsWith('eks');
    if (this.has('rcp-on-eks') ? random.chance(90) : random.chance(10) && !isEks) {
      policies.rcp = [[{ Version: '2012-10-17', Statement: [{ ...this.statement({ principal: 'everybody' }), Effect: 'Deny' }] }]];
    }
    if (this.has('endpoint-principal') || random.chance(10)) {
      policies.endpoint = [this.document({ principal: this.has('endpoint-principal') ? true : 'everybody' })];
    }
    const service = this.action.split(':')[0];
    // A federated user always has a session policy, for without one it has no permissions; and that must not stand beside a direct grant.
    const isFederated = caller.includes(':federated-user/');
    if (isFederated && !this.has('session-policy-beside-direct-grant')) {
      // No policy on the resource.
    } else if (service === 'sts') policies.trust = this.document({ principal: true, resource: false });
    else if (['sqs', 's3', 'kms'].includes(service) && random.chance(80)) policies.resource = this.document({ principal: true });
    const direct = owner === accountOf(caller) && (policies.trust || policies.resource);
    const session = isFederated || this.has('session-policy-beside-direct-grant') || (random.chance(20) && !direct);
    if (hasPolicies && session) policies.session = [this.document()];
    return policies;
  }
}

function accountOf(arn) {
  return arn.split(':')[4];
}

/** Makes questions: one in four has a contested feature. */
export function questions(seed, count) {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, at) => {
    const contested = random.chance(25) ? random.pick(CONTESTED) : null;
    return new Question(random, contested).make(`q${at}`);
  });
}
