/**
 * The walls between rooms: app -> slices -> kernel. A slice reaches another only through its api.ts, screens see only
 * contracts, pure rules import nothing but contracts. Held by `npm run check`.
 */
const slices =
	'dispatch|command|warnings|cases|funds|roads|risk|prevention|services|integrity|learning|portal|scorecards'

export default {
	forbidden: [
		{
			name: 'kernel-knows-no-slice',
			comment: 'The kernel knows no slice and no app: move what two slices share into the kernel, not the other way.',
			severity: 'error',
			from: { path: '^src/kernel/', pathNot: '/tests/' },
			to: { path: `^src/(${slices}|app)/` },
		},
		{
			name: 'slices-know-no-app',
			comment: 'A slice is used by the app and never uses it.',
			severity: 'error',
			from: { path: `^src/(${slices})/`, pathNot: '/tests/' },
			to: { path: '^src/app/' },
		},
		{
			name: 'rooms-tests-know-no-app',
			comment: 'A room is tested without the app; what needs all slices is tested under tests/.',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/app/' },
			to: { path: '^src/app/' },
		},
		{
			name: 'slice-through-its-door',
			comment: 'Another slice is reached only through its api.ts (and its contract.ts from a screen).',
			severity: 'error',
			from: { path: `^src/(${slices})/` },
			to: { path: `^src/(${slices})/`, pathNot: ['^src/$1/', '^src/[^/]+/(api|contract)\\.ts$'] },
		},
		{
			name: 'screens-see-contracts',
			comment: 'A screen sees contracts, words and other screens; never acts, stores, rules or the database.',
			severity: 'error',
			from: { path: '^src/.*/web/', pathNot: ['/tests/', '^src/app/web/(build|serve)', '^src/app/web\\.ts$'] },
			to: {
				path: '^src/',
				pathNot: [
					'/web/',
					'/contract(/|\\.ts$|-)',
					'/words/',
					'/process/',
					'^src/kernel/contract/',
					'^src/kernel/ledger/',
				],
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'screens-know-no-database',
			comment: 'No database and no server library in a screen.',
			severity: 'error',
			from: { path: '^src/.*/web/', pathNot: ['/tests/'] },
			to: { path: 'node_modules/(kysely|pg|@electric-sql|fastify|pg-boss)/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'app-holds-no-sql',
			comment: 'The app starts rooms and asks them; statements stand in the kernel and the slices.',
			severity: 'error',
			from: { path: '^src/app/', pathNot: ['/tests/'] },
			to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'rules-are-pure',
			comment: 'Rules: facts in, verdict out. They import contracts and other rules, no database, no clock, no web.',
			severity: 'error',
			from: { path: '^src/[^/]+/rules/', pathNot: '/tests/' },
			to: {
				path: '^src/',
				pathNot: ['/rules/', '/contract', '^src/kernel/(contract|tables|refusal|xml)', '^src/kernel/geo/[^/]+\\.ts$'],
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'tests-stay-tests',
			comment: 'What runs does not import tests.',
			severity: 'error',
			from: { path: '^src/', pathNot: '/tests/' },
			to: { path: '(^tests/|/tests/)' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|\\.seawall)/' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
	},
}
