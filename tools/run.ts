import { spawn } from 'node:child_process'

export type Ran = { readonly code: number; readonly output: string; readonly seconds: number }

/** Runs a program of node_modules/.bin or PATH and gives its exit code and everything it printed. */
export async function run(
	program: string,
	args: readonly string[],
	options: { readonly env?: NodeJS.ProcessEnv; readonly live?: boolean } = {},
): Promise<Ran> {
	const began = performance.now()
	const stdio = options.live === true ? 'inherit' : 'pipe'
	const child = spawn(program, args, { stdio: ['ignore', stdio, stdio], env: options.env ?? process.env })
	const parts: Buffer[] = []
	child.stdout?.on('data', (part: Buffer) => parts.push(part))
	child.stderr?.on('data', (part: Buffer) => parts.push(part))
	const code = await new Promise<number>((resolve) => {
		child.on('error', (error) => {
			parts.push(Buffer.from(`${program}: ${error.message}\n`))
			resolve(127)
		})
		child.on('close', (ended) => resolve(ended ?? 1))
	})
	return { code, output: Buffer.concat(parts).toString('utf8'), seconds: (performance.now() - began) / 1000 }
}
