import { defineConfig } from 'vitest/config'

export default defineConfig({
	test: {
		include: ['src/**/tests/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
		isolate: false,
		maxWorkers: 1,
		fileParallelism: false,
		hookTimeout: 60_000,
		testTimeout: 30_000,
	},
})
