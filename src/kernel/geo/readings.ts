/** The ways a line of text can be read as a place: a number in a street, two streets that meet, or a name. */

export type Readings = {
	readonly addresses: readonly { readonly street: string; readonly number: string }[]
	readonly crossings: readonly (readonly [string, string])[]
	readonly name: string
}

const number = String.raw`\d{1,6}(?:\s?[a-z](?![a-z]))?(?:\s?[-–/]\s?\d{1,6}?(?:\s?[a-z](?![a-z]))?)*(?:\s[a-z](?:-[a-z])?(?![a-z]))?`
const latinFirst = new RegExp(String.raw`^(?:no\.?\s*|#)?(${number})\s*[\s,]\s*(\S.*)$`, 'iu')
const latinLast = new RegExp(String.raw`^(\S.*?)[\s,]+(?:no\.?\s*|nr\.?\s*|#)?(${number})$`, 'iu')
// What follows 号 (stair, floor, room) is not on a map.
const hanLast = new RegExp(String.raw`^(.*?\p{Script=Han}.*?)\s*(?:第|no\.?)?\s*(${number})\s*(?:[号號].*)?$`, 'iu')
const joints = /\s*[×&@]\s*|\s+(?:x|and|at)\s+|\s*\/\s*|\s*[与和跟]\s*/giu
const ends =
	/(?:的)?(?:交叉路?口|十字路口|丁字路口|路口|交汇处|交界处?|拐角)$|\s+(?:corner|crossing|junction|intersection)$/iu

/** Reads a text of at most 200 characters; longer text is cut. */
export function readings(text: string): Readings {
	const plain = text.slice(0, 200).normalize('NFKC').replace(/\s+/g, ' ').trim()
	const addresses: { street: string; number: string }[] = []
	const add = (street: string | undefined, n: string | undefined) => {
		if (street !== undefined && n !== undefined && /[\p{L}]/u.test(street))
			addresses.push({ street: street.replace(/[,，]\s*$/, ''), number: n })
	}
	const first = latinFirst.exec(plain)
	add(first?.[2]?.split(/[,，]/)[0], first?.[1])
	const last = latinLast.exec(plain)
	add(last?.[1], last?.[2])
	const han = hanLast.exec(plain)
	if (han?.[1] !== last?.[1]) add(han?.[1], han?.[2])
	return { addresses, crossings: crossingsIn(plain), name: plain }
}

/** Every joint may be the one between two streets: 和 also stands inside names. */
function crossingsIn(plain: string): [string, string][] {
	const bare = plain.replace(ends, '').replace(/^(?:the )?corner of /i, '')
	const out: [string, string][] = []
	for (const joint of bare.matchAll(joints)) {
		const a = bare.slice(0, joint.index).trim()
		const b = bare.slice(joint.index + joint[0].length).trim()
		if (a !== '' && b !== '' && out.length < 3) out.push([a, b])
	}
	return out
}
