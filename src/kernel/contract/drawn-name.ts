const chinese = /[\u4e00-\u9fff]/

/**
 * A name as drawn, `Closed / 已办结`, in both languages; whichever comes first. Any other name stands in both as it is. Pure:
 * server and screens call elements alike (W44).
 */
export function wordsOf(name: string): { readonly en: string; readonly zh: string } {
	const [first, second, ...more] = name.split(' / ').map((part) => part.trim())
	if (first === undefined || second === undefined || more.length > 0) return { en: name, zh: name }
	if (chinese.test(first) === chinese.test(second)) return { en: name, zh: name }
	return chinese.test(second) ? { en: first, zh: second } : { en: second, zh: first }
}
