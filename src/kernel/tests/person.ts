/** Which names stand for one person or one crew. */

const word =
	'(?:persons?|people|officers?|residents?|callers?|victims?|suspects?|witness(?:es)?|accused|members?|crews?|units?|users?|patrols?|holders?|authors?|proposed_by|by_person|person_by|answered_by|taken_by|assigned_to)'

/** A column: `officer_id`, `i.closed_by_officer`, and the call sign, which is a crew's name. */
export const personColumn = new RegExp(
	`^(?:[a-z_0-9]+\\.)*"?(?:(?:[a-z]+_)*${word}(?:_(?:id|name|name_en|name_zh|number|code))?|call_(?:en|zh|sign))"?$`,
	'i',
)

/** A table whose rows are persons or crews: `identity.person`, `dispatch.unit`. A witness of the ledger is a machine. */
export const personTable = new RegExp(`^(?!ledger\\.)(?:[a-z_0-9]+\\.)?(?:[a-z]+_)*${word}$`, 'i')

/** What tells the rows of such a table apart. */
export const naming = /^(?:id|code|number|account|name|name_en|name_zh|badge\w*)$/i

/** Functions that make one number of many rows. */
export const aggregate =
	/^(?:count|sum|avg|min|max|rank|dense_rank|row_number|ntile|percentile_cont|percentile_disc|stddev|mode|bool_and|bool_or|every|array_agg|string_agg|json_agg|jsonb_agg)$/i
/** Those that count or weigh. */
export const counting = /^(?:count|sum|avg|percentile_cont|percentile_disc|stddev|mode)$/i
