import fc from 'fast-check'

/** Rules made up at random from everything a rule may say, typed so that Cedar's strict validator takes them. */

const kinds = ['theft', 'traffic_jam', 'drill', 'other']
const posts = ['dispatcher', 'officer', 'commander', 'analyst', 'legal_reviewer']
const own = fc.constantFrom('principal.agency', 'principal.bureau')
const quoted = (from: readonly string[]) => fc.constantFrom(...from.map((one) => JSON.stringify(one)))
const list = (from: fc.Arbitrary<string>) =>
	fc.array(from, { minLength: 1, maxLength: 3 }).map((all) => `[${all.join(', ')}]`)
const say = (...parts: (string | fc.Arbitrary<string>)[]) =>
	fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''))
const whole = fc.integer({ min: -1, max: 6 }).map(String)
const unit = fc.constant('principal.unit')

const leaf = fc.oneof(
	say('resource.agency in ', own),
	say('resource.agency == ', own),
	say('resource.agency != ', own),
	say('resource.agency in ', list(own)),
	say(own, ' in resource.agency'),
	say(own, ' in resource.handed'),
	say(own, ' == resource.agency'),
	say(list(own), '.contains(resource.agency)'),
	say('(resource has desk && resource.desk in ', own, ')'),
	say('(resource has desk && resource.desk == resource.agency)'),
	say('!(resource has desk)'),
	say('(!(resource has desk) || resource.desk != ', own, ')'),
	say('resource.priority ', fc.constantFrom('<', '<=', '>', '>=', '==', '!='), ' ', whole),
	say(whole, ' ', fc.constantFrom('<', '<=', '>', '>='), ' resource.priority'),
	say('resource.kind == ', quoted(kinds)),
	say(list(quoted(kinds)), '.contains(resource.kind)'),
	say('resource.kind like ', fc.constantFrom('"t*"', '"*_*"', '"*e*t"', '"o%"', '"theft"')),
	say('resource.protected'),
	say('resource.protected == ', fc.constantFrom('true', 'false')),
	say('resource.crew.contains(', unit, ')'),
	say('resource.crew.containsAny([', unit, ', "theft"])'),
	say('resource.crew.containsAll([', unit, ', "other"])'),
	say('[', unit, ', "drill"].containsAny(resource.crew)'),
	say('resource.handed.contains(', own, ')'),
	say('resource.handed.containsAny(', list(own), ')'),
	fc.constantFrom('resource.handed.isEmpty()', '!resource.crew.isEmpty()'),
	say('principal.post == ', quoted(posts)),
	fc.constantFrom(
		'principal.sworn',
		'context.purpose',
		'principal.credentials.contains("theft")',
		'principal.tier == "station"',
	),
)

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
	condition: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		leaf,
		say('(', tie('condition'), ' && ', tie('condition'), ')'),
		say('(', tie('condition'), ' || ', tie('condition'), ')'),
		say('!(', tie('condition'), ')'),
		say('(if ', tie('condition'), ' then ', tie('condition'), ' else ', tie('condition'), ')'),
	),
}))

/** One to five rules, at least one a permit. `principal.post != "…"` keeps the validator from finding one always true. */
export const randomRules: fc.Arbitrary<string> = fc
	.array(fc.tuple(fc.boolean(), condition, fc.option(condition, { nil: null })), { minLength: 1, maxLength: 5 })
	.map((rules) =>
		rules
			.map(([forbid, when, unless], n) => {
				const effect = n === 0 || !forbid ? 'permit' : 'forbid'
				const head = 'principal, action == Action::"test.incident.see", resource is Incident'
				const rest = unless === null ? '' : ` unless { ${unless} }`
				return `@id("R${n}") @basis_en("x") @basis_zh("x") ${effect}(${head}) when { ${when} }${rest};`
			})
			.join('\n'),
	)
