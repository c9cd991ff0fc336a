const list = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Before or after a name and no part of it. */
export const titles = list(
	'mr mrs ms miss mx dr prof professor sir dame lord lady president prasident presidente herr frau monsieur madame mme mlle senor senora don dona hon rev fr capt captain major general gen col colonel shaikh sheikh shaykh sheik hajji haji mullah maulavi qari esq jr sr phd md',
)

/** Small words inside names: they bind, and tell little. */
export const particles = list(
	'bin ibn ben bint al el ul ur as at de da do dos das di del della der den van von zu la le les du y e ibne abu abou and of the',
)

/** Legal forms by what they are; forms of one line are one. */
const legalForms: readonly string[] = [
	'ltd|limited|llc|limited liability company|ooo|общество с ограниченной ответственностью|private limited|pvt ltd|pty ltd|pte ltd|co ltd|co limited|srl|societatea cu raspundere limitata|sarl|sl|bv|sp z o o|spzoo|gmbh|gesellschaft mit beschrankter haftung',
	'ag|aktiengesellschaft|akg|aktiengeselschaft|sa|s a|se|nv|plc|public limited company|oao|ojsc|jsc|pjsc|zao|pao|ao|open joint stock company|joint stock company|акционерное общество|public joint stock company|ab|as|a s|spa|oyj',
	'inc|incorporated|corp|corporation|co|company|compan',
	'lp|l p|llp|limited partnership',
	'ano|foundation',
	'na|n a',
]

/** Words many bodies have: one more or less of them makes no other body. */
const weakWords = list('the of and for group gruppe holding holdings international int intl de la mv')

type Form = { readonly words: readonly string[]; readonly kind: number }

const forms: readonly Form[] = legalForms
	.flatMap((line, kind) => line.split('|').map((form) => ({ words: form.split(' '), kind })))
	.sort((a, b) => b.words.length - a.words.length)

/** A body's words without its legal form, and which form that was (-1 for none). */
export function withoutForm(words: readonly string[]): { readonly words: readonly string[]; readonly kind: number } {
	let rest = words
	let kind = -1
	for (let again = true; again; ) {
		again = false
		for (const form of forms) {
			const at = placeOf(rest, form.words)
			if (at < 0 || rest.length === form.words.length) continue
			rest = [...rest.slice(0, at), ...rest.slice(at + form.words.length)]
			kind = kind < 0 ? form.kind : Math.min(kind, form.kind)
			again = true
			break
		}
	}
	return { words: rest, kind }
}

/** At the end, or at the start where forms stand in front (ООО, OAO, JSC). */
function placeOf(words: readonly string[], form: readonly string[]): number {
	const fits = (at: number) => form.every((word, n) => words[at + n] === word)
	const end = words.length - form.length
	if (end >= 0 && fits(end)) return end
	return fits(0) ? 0 : -1
}

export const isWeak = (word: string): boolean => weakWords.has(word)

const bodies = list(
	'bank trust fund foundation government ministry university academy company corporation industries systems partners securities capital solutions services institute organization organisation brigade army party department center centre association society aviation factory plant',
)

/** Whether words name a body rather than a person. */
export const isBody = (words: readonly string[]): boolean =>
	words.some((word) => bodies.has(word)) || withoutForm(words).kind >= 0

const shortForms =
	'william bill billy will willie wm|robert bob bobby rob robbie bert|john jack johnny jon|james jim jimmy jamie|thomas tom tommy thos|charles charlie chas chuck|edward ed eddie ted ned teddy|richard dick rick richie|henry harry hal hank|george geo georgie|joseph joe joey jos|frederick fred freddie fredk|alexander alex sandy alec|benjamin ben benny bibi|samuel sam sammy|daniel dan danny|david dave davy|michael mike mick micky|matthew matt|nicholas nick nicky|anthony tony|andrew andy drew|francis frank|albert al bert bertie|alfred alf fred|arthur art|philip phil|patrick pat paddy|peter pete|stephen steve|christopher chris kit|theodore ted theo|timothy tim|gregory greg|lawrence larry|leonard len|walter wally walt|ronald ron|donald don|kenneth ken|jeffrey jeff geoffrey geoff|elizabeth liz lizzie beth betty bess eliza|mary molly polly|margaret maggie meg peggy|catherine kate katie kathy katherine|anne annie nancy ann anna|sarah sally|jane jenny|susan sue|deborah debbie|barbara barb|dorothy dot dolly|eleanor nell nellie|ellen nell|frances fanny|helen nell|isabella bella|jessica jess|judith judy|martha patty|patricia pat trish|rebecca becky|victoria vicky|barack barry|volodymyr vladimir wladimir|sergey sergei sergej serge'
const short = new Map<string, number[]>()
for (const [n, group] of shortForms.split('|').entries())
	for (const name of group.split(' ')) short.set(name, [...(short.get(name) ?? []), n])

/** Whether one given name is the other's short form, or both are of a third. */
export const isShortFor = (a: string, b: string): boolean => {
	const ours = short.get(a)
	return ours !== undefined && (short.get(b)?.some((n) => ours.includes(n)) ?? false)
}

const numbers: Readonly<Record<string, string>> = Object.fromEntries(
	'one two three four five six seven eight nine ten eleven twelve'
		.split(' ')
		.flatMap((word, n) => [[word, `${n + 1}`]])
		.concat(
			'first second third fourth fifth sixth seventh eighth ninth tenth'
				.split(' ')
				.map((word, n) => [word, `${n + 1}`]),
			'1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th'.split(' ').map((word, n) => [word, `${n + 1}`]),
		),
)

/** A number word as figures, else the word; roman figures from ii on are figures too. */
export function figures(word: string): string {
	if (Object.hasOwn(numbers, word)) return numbers[word] ?? word
	return /^(?=[ivx]{2,}$|[vx]$)x{0,3}(ix|iv|v?i{0,3})$/.test(word) ? `${roman(word)}` : word
}

function roman(word: string): number {
	const value: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 }
	return [...word].reduce((sum, sign, n, all) => {
		const [one, next] = [value[sign] ?? 0, value[all[n + 1] ?? ''] ?? 0]
		return sum + (one < next ? -one : one)
	}, 0)
}
