#!/usr/bin/env node
// Plain JavaScript, so that any Node can read it. Seawall itself needs Node 24, which `npm ci` brings along: when the one
// that runs this file is older, it starts the right one and steps aside.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cli = join(root, 'src', 'app', 'cli.ts')
const [major, minor] = process.versions.node.split('.').map(Number)

if (!existsSync(join(root, 'node_modules'))) {
	console.error(`Run "npm ci" in ${root} first.`)
	process.exitCode = 1
} else if (major > 24 || (major === 24 && minor >= 7)) {
	// What was compiled once is not compiled again: a start takes half the time to load. Where the folder may not be written
	// nothing is kept, and nothing is said.
	enableCompileCache(join(root, 'node_modules', '.cache', 'seawall'))
	const { main } = await import(pathToFileURL(cli).href)
	process.exitCode = await main(process.argv.slice(2))
} else {
	const node = brought()
	if (node === null) {
		console.error(
			`Seawall needs Node 24.7 or newer; this is ${process.versions.node}. Run "npm ci" in ${root}, which brings one along, or install Node 24.`,
		)
		process.exitCode = 1
	} else {
		const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
		child.on('error', (error) => {
			console.error(`Node 24 at ${node} did not start: ${error.message}`)
			process.exitCode = 1
		})
		child.on('exit', (code, signal) => {
			process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1)
		})
	}
}

/** The Node that came with `npm ci`; null when there is none. */
function brought() {
	const places = [
		[`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, 'bin', 'node'],
		['.bin', 'node'],
	]
	const ending = process.platform === 'win32' ? '.exe' : ''
	for (const place of places) {
		const file = join(root, 'node_modules', ...place) + ending
		if (existsSync(file) && file !== process.execPath) return file
	}
	return null
}
