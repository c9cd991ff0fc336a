import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { projectFolder } from '#kernel/folder.ts'

/** `/docs/problems`: what each problem code means and what to do, as plain text (problem `type` points here). */
export function docsRoutes(app: FastifyInstance): void {
	app.get('/docs/problems', async (_request, reply) =>
		reply
			.type('text/markdown; charset=utf-8')
			.send(readFileSync(join(projectFolder, 'docs', 'guide', 'problems.md'), 'utf8')),
	)
}
