/** W43. The words of bpmn-js in the interface language; English is its own. */

export type Vocabulary = Readonly<Record<string, string>>

/** A sentence of an editor in another language, its `{holes}` filled; as it is when the vocabulary lacks it. */
export function translated(
	vocabulary: Vocabulary,
	sentence: string,
	holes: Readonly<Record<string, unknown>> = {},
): string {
	return (vocabulary[sentence] ?? sentence).replaceAll(/\{(\w+)\}/g, (hole, name: string) =>
		String(holes[name] ?? hole),
	)
}

/** The module that gives an editor its words. */
export function translateModule(vocabulary: Vocabulary): object {
	return {
		translate: [
			'value',
			(sentence: string, holes?: Readonly<Record<string, unknown>>) => translated(vocabulary, sentence, holes),
		],
	}
}
