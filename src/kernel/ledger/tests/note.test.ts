import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBy, openCheckpoint, readNote, readSignature, readVkey, verifySignature, WITNESS_KEY } from '../note.ts'
import { readTilePath, tilePath } from '../paths.ts'
import { newSignerKey, readSigner, signCheckpoint } from '../signer.ts'

test('L7 the example of C2SP signed-note verifies', () => {
	const key = readVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
	const note = readNote(
		'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
	)
	const line = note?.signatures[0]
	if (!key || !note || !line) throw new Error('not read')
	expect(isBy(line, key)).toBe(true)
	expect(verifySignature(note.text, line, key)).toBe(true)
	expect(verifySignature(`${note.text} `, line, key)).toBe(false)
})

test('L7 a checkpoint opens with its own key only, and names the witnesses whose cosignatures hold', () => {
	const log = readSigner(newSignerKey('ledger.xigang.example'))
	const other = readSigner(newSignerKey('ledger.xigang.example'))
	const witness = readSigner(newSignerKey('witness.lanjiang.example', WITNESS_KEY))
	const note = signCheckpoint(log, { size: 3, root: new Uint8Array(32) })
	const [logKey, otherKey, witnessKey] = [log, other, witness].map((s) => readVkey(s.vkey))
	if (!logKey || !otherKey || !witnessKey) throw new Error('no keys')
	expect(openCheckpoint(note, otherKey)).toBe('not_signed')
	const cosigned = note + witness.line(readNote(note)?.text ?? '', 1_795_000_000)
	expect(openCheckpoint(cosigned, logKey, [witnessKey])).toMatchObject({
		witnesses: [{ name: 'witness.lanjiang.example', at: 1_795_000_000 }],
	})
	expect(openCheckpoint(cosigned, logKey)).toMatchObject({ witnesses: [] })
	expect(openCheckpoint(cosigned.replace('\n3\n', '\n4\n'), logKey)).toBe('bad_signature')
})

test('L7 no changed byte of a signed note is read as the same', () => {
	const log = readSigner(newSignerKey('l.example'))
	const key = readVkey(log.vkey)
	const note = signCheckpoint(log, { size: 77, root: new Uint8Array(32).fill(7) })
	if (!key) throw new Error('no key')
	fc.assert(
		fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 127 }), (at, bit) => {
			const bent = note.slice(0, at) + String.fromCharCode(note.charCodeAt(at) ^ bit) + note.slice(at + 1)
			expect(typeof openCheckpoint(bent, key)).toBe('string')
		}),
		{ numRuns: 300 },
	)
	expect(readSignature('— a b')).toBeNull()
})

test('L6 tile paths are those of C2SP tlog-tiles, and only one path names a tile', () => {
	expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
	expect(tilePath({ level: 'entries', index: 0, width: 12 })).toBe('tile/entries/000.p/12')
	for (const bad of [
		'0/1',
		'00/001',
		'0/x000/001',
		'0/001.p/0',
		'0/001.p/256',
		'0/001.p/01',
		'64/000',
		'-1/000',
		'0/001/',
		'entries/x1/001',
	]) {
		expect(readTilePath(bad), bad).toBeNull()
	}
	fc.assert(
		fc.property(fc.nat(63), fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
			expect(readTilePath(tilePath({ level, index, width }).slice('tile/'.length))).toEqual({ level, index, width })
		}),
	)
})
