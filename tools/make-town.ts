import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawTown } from './make-town/town.ts'
import { writePbf } from './make-town/pbf-writer.ts'

/** Draws Xigang 汐港, a port town that does not exist, and writes it as an OpenStreetMap extract: `node tools/make-town.ts [FILE]`. */

const standard = fileURLToPath(new URL('../demo/xigang.osm.pbf', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const file = process.argv[2] ?? standard
	if (file.startsWith('-')) {
		console.log('node tools/make-town.ts [FILE.osm.pbf]   without FILE: demo/xigang.osm.pbf')
		process.exit(file === '--help' ? 0 : 2)
	}
	const drawing = drawTown()
	const bytes = writePbf(drawing)
	writeFileSync(file, bytes)
	console.log(
		`${drawing.nodes.length} nodes, ${drawing.ways.length} ways, ${drawing.relations.length} relations, ${bytes.length} bytes`,
	)
}
