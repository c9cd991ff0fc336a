const cyrillic =
	'а:a б:b в:v г:g ґ:g д:d е:e ё:e є:e ж:zh з:z и:i і:i ї:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya қ:k ғ:g ү:u ұ:u ө:o ә:a һ:h ң:n'
const greek = 'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o'
const armenian =
	'ա:a բ:b գ:g դ:d ե:e զ:z է:e ը:e թ:t ժ:zh ի:i լ:l խ:kh ծ:ts կ:k հ:h ձ:dz ղ:gh ճ:ch մ:m յ:y ն:n շ:sh ո:o չ:ch պ:p ջ:j ռ:r ս:s վ:v տ:t ր:r ց:ts ւ:v փ:p ք:k օ:o ֆ:f'
const georgian =
	'ა:a ბ:b გ:g დ:d ე:e ვ:v ზ:z თ:t ი:i კ:k ლ:l მ:m ნ:n ო:o პ:p ჟ:zh რ:r ს:s ტ:t უ:u ფ:p ქ:k ღ:gh ყ:q შ:sh ჩ:ch ც:ts ძ:dz წ:ts ჭ:ch ხ:kh ჯ:j ჰ:h'

const letters: ReadonlyMap<string, string> = new Map(
	[cyrillic, greek, armenian, georgian].flatMap((table) =>
		table.split(' ').map((pair): [string, string] => {
			const [from = '', to = ''] = pair.split(':')
			return [from, to]
		}),
	),
)

/** Cyrillic, Greek, Armenian and Georgian letters of a folded text in Latin ones; others stay. */
export function inLatin(text: string): string {
	return [...text.replace(/ու/g, 'u').replace(/ու/g, 'u')].map((letter) => letters.get(letter) ?? letter).join('')
}

/** One spelling for the many that a sound gets when a name goes from one script into another. */
export function soundKey(word: string): string {
	return word
		.replace(/sch|sz/g, 'sh')
		.replace(/tch|tsch/g, 'ch')
		.replace(/ph/g, 'f')
		.replace(/th/g, 't')
		.replace(/ck|[cq]/g, 'k')
		.replace(/kh|gh/g, (two) => two.slice(0, 1))
		.replace(/dj|dzh/g, 'j')
		.replace(/w/g, 'v')
		.replace(/ou|oo|o/g, 'u')
		.replace(/ee|ei|ey|ai|ay|ie|iy|yy|ij|y|j|e/g, 'i')
		.replace(/x/g, 'ks')
		.replace(/z/g, 's')
		.replace(/(.)\1+/g, '$1')
		.replace(/(?<=.)h/g, '')
}
